using System.CommandLine;
using WebhookController.Commands.Output;

namespace WebhookController.Commands;

// What the commands have in common: wrong usage is answered with one line, and not with the whole help.
internal static class CommandLine
{
    public const string Program = "backup-controller";

    public const int WrongUsage = 2;

    public static Task<int> InvokeAsync(ParseResult parsed, Terminal terminal) =>
        // The host handles SIGTERM itself: it becomes unready, finishes the running work and then exits.
        InvokeAsync(parsed, new InvocationConfiguration { ProcessTerminationTimeout = null, Output = terminal.Out, Error = terminal.Error });

    public static async Task<int> InvokeAsync(ParseResult parsed, InvocationConfiguration configuration)
    {
        if (Problem(parsed) is not { } problem) return await parsed.InvokeAsync(configuration);
        var command = parsed.CommandResult.Command.Name;
        await configuration.Error.WriteLineAsync($"{command}: {problem.TrimEnd('.')} (see {Program} {command} --help)");
        return WrongUsage;
    }

    // The options of run are of another form, and are checked by it.
    private static string? Problem(ParseResult parsed) => parsed switch
    {
        { Errors: [var error, ..] } => string.Join(' ', error.Message.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)),
        { CommandResult.Command.TreatUnmatchedTokensAsErrors: true, UnmatchedTokens: [var unknown, ..] } => $"there is no option or argument {unknown}",
        _ => null,
    };
}
