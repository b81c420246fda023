using System.CommandLine;

namespace WebhookController.Commands;

// What the commands have in common: wrong usage is answered with one line, and not with the whole help.
internal static class CommandLine
{
    public const string Program = "backup-controller";

    public const int WrongUsage = 2;

    public static async Task<int> InvokeAsync(ParseResult parsed, InvocationConfiguration configuration)
    {
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(configuration);
        var command = parsed.CommandResult.Command.Name;
        await configuration.Error.WriteLineAsync(
            $"{command}: {parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.')} (see {Program} {command} --help)");
        return WrongUsage;
    }
}
