using System.CommandLine;
using WebhookController.Commands;
using WebhookController.Commands.Lint;

namespace WebhookController;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var run = RunCommand.Create();
        // The image runs without a command.
        var root = new RootCommand("Backs up Longhorn volumes as the labels of their PVCs say.") { run, LintCommand.Create() };
        root.HelpName = CommandLine.Program;
        root.TreatUnmatchedTokensAsErrors = false;
        root.Action = run.Action;
        // The host handles SIGTERM itself: it becomes unready, finishes the running work and then exits.
        return CommandLine.InvokeAsync(root.Parse(args), new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
