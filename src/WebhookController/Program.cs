using System.CommandLine;
using WebhookController.Commands;
using WebhookController.Commands.Audit;
using WebhookController.Commands.Lint;
using WebhookController.Commands.Output;
using WebhookController.Commands.Preview;

namespace WebhookController;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var terminal = Terminal.OfConsole();
        return CommandLine.InvokeAsync(Commands(terminal, TimeProvider.System).Parse(args), terminal);
    }

    public static RootCommand Commands(Terminal terminal, TimeProvider clock)
    {
        var run = RunCommand.Create();
        return new RootCommand("Backs up Longhorn volumes as the labels of their PVCs say.")
        {
            Subcommands = { run, AuditCommand.Create(terminal, clock), LintCommand.Create(), PlanCommand.Create(terminal, clock) },
            // The image runs without a command.
            Action = run.Action,
            HelpName = CommandLine.Program,
            TreatUnmatchedTokensAsErrors = false,
        };
    }
}
