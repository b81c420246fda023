using System.CommandLine;
using WebhookController.Commands;

namespace WebhookController;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var run = RunCommand.Create();
        // Without a command the program runs: that is what the image is for.
        var root = new RootCommand("Backs up Longhorn volumes as the labels of their PVCs say.") { run };
        root.TreatUnmatchedTokensAsErrors = false;
        root.Action = run.Action;
        // The host minds SIGTERM itself: it goes unready, finishes what runs and only then exits.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
