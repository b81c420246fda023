namespace WebhookController.Commands.Lint.Yaml;

// Both from 1.
internal readonly record struct Position(int Line, int Column);
