using System.CommandLine;
using WebhookController.Commands.Output;
using WebhookController.Commands.Reading;

namespace WebhookController.Commands.Preview;

internal static class PlanCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var cluster = new ClusterArguments();
        var ns = new Option<string?>("--namespace", "-n") { Description = "Only what concerns PVCs of this namespace.", HelpName = "NAME" };
        var output = Outputs.Option("diff", "json", "markdown");
        var command = new Command("plan", """
            Show what the controller would write now, as a diff, and write nothing. What waits for a person is marked.

            Exit code 0: nothing; 1: there are changes; 2: wrong usage, or no answer.

            Examples:
              backup-controller plan
              backup-controller plan -n monitoring --output markdown
            """) { ns, output };
        cluster.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ReadingCommand.RunAsync(terminal, async () =>
        {
            var read = await ReadCluster.OfAsync(cluster.Read(parsed), parsed.GetValue(ns), clock, cancellationToken);
            var view = PlanView.Of(read, parsed.GetValue(ns));
            PlanOutput.Write(view, parsed.GetValue(output)!, terminal);
            return view.Claims.Count > 0 ? ReadingCommand.Findings : ReadingCommand.NothingToSee;
        }));
        return command;
    }
}
