using System.Diagnostics.CodeAnalysis;

namespace WebhookController.Commands.Lint.Input;

// What was asked for can't be read at all; the message is for the person who asked.
[SuppressMessage("Design", "CA1032", Justification = "Without a message it would help nobody.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class InputException(string message) : Exception(message);
