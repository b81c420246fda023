using System.CommandLine;
using WebhookController.Commands.Output;

namespace WebhookController.Commands;

internal static class CommandLine
{
    private const int BadUsage = 2;

    // Bad usage is one line, and not the whole help: that is one --help away.
    public static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal)
    {
        if (Problem(parsed) is { } problem)
        {
            await terminal.Error.WriteLineAsync($"{problem} See {Named(parsed)} --help.");
            return BadUsage;
        }

        // The host handles SIGTERM itself: it becomes unready, finishes the running work and then exits.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, Output = terminal.Out, Error = terminal.Error });
    }

    // The options of run are of another form, and are checked by it.
    private static string? Problem(ParseResult parsed) => parsed switch
    {
        { Errors: [var error, ..] } => string.Join(' ', error.Message.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)),
        { CommandResult.Command.TreatUnmatchedTokensAsErrors: true, UnmatchedTokens: [var unknown, ..] } => $"There is no option or argument {unknown}.",
        _ => null,
    };

    private static string Named(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand root ? root.Name : $"{parsed.RootCommandResult.Command.Name} {parsed.CommandResult.Command.Name}";
}
