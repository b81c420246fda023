using System.CommandLine;
using WebhookController.Commands.Output;
using WebhookController.Commands.Reading;
using WebhookController.Core.Objects;
using WebhookController.Core.Report;
using WebhookController.Core.Status;
using WebhookController.Hosting;

namespace WebhookController.Commands.Audit;

internal static class AuditCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var cluster = new ClusterArguments();
        var ns = new Option<string?>("--namespace", "-n") { Description = "Only PVCs of this namespace.", HelpName = "NAME" };
        var selector = new Option<string?>("--selector", "-l") { Description = "Only PVCs with these labels, as kubectl takes selectors.", HelpName = "SELECTOR" };
        var states = new Option<string[]>("--state") { Description = "Only PVCs in these states.", AllowMultipleArgumentsPerToken = true };
        states.AcceptOnlyFromAmong([.. Enum.GetValues<ProtectionState>().Select(state => state.MetricName())]);
        var output = Outputs.Option("table", "json", "markdown");
        var command = new Command("audit", """
            Show every PVC on Longhorn with how it is backed up, and what needs a person, most urgent first. Writes nothing.

            Exit code 0: nothing needs a person; 1: something does; 2: wrong usage, or no answer.

            Examples:
              backup-controller audit
              backup-controller audit -n monitoring
              backup-controller audit --state unprotected violating --output markdown
            """) { ns, selector, states, output };
        cluster.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ReadingCommand.RunAsync(terminal, async () =>
        {
            var address = cluster.Read(parsed);
            var selected = await SelectedAsync(address, parsed.GetValue(selector), clock, cancellationToken);
            var read = await ReadCluster.OfAsync(address, parsed.GetValue(ns), clock, cancellationToken);
            var filter = new AuditFilter(parsed.GetValue(ns), selected, parsed.GetValue(states) ?? []);
            var view = AuditView.Of(read.Report(), filter);
            AuditOutput.Write(view, parsed.GetValue(output)!, terminal);
            return view.Findings.Count > 0 ? ReadingCommand.Findings : ReadingCommand.NothingToSee;
        }));
        return command;
    }

    private static async Task<IReadOnlySet<ObjectKey>?> SelectedAsync(ClusterAddress address, string? selector, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (selector is null) return null;
        if (Core.Labels.LabelSelector.Read(selector) is null) throw new OptionsException($"--selector {selector} is not a label selector, use for example app=web");
        return await ClusterReader.SelectAsync(address, selector, clock, cancellationToken);
    }
}

// Which PVCs are shown; null and none stand for all.
internal sealed record AuditFilter(string? Namespace, IReadOnlySet<ObjectKey>? Selected, IReadOnlyCollection<string> States)
{
    public bool Shows(ClaimReport claim) => ShowsNamespace(claim.Claim.Namespace)
        && Selected?.Contains(claim.Claim) is not false
        && (States.Count == 0 || States.Contains(claim.Status.Current.State.MetricName()));

    public bool ShowsNamespace(string name) => Namespace is null || name == Namespace;
}
