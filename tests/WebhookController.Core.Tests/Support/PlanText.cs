using System.Text;
using WebhookController.Core.Labels;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Core.Tests.Support;

/// A plan as golden files hold it.
internal static class PlanText
{
    /// <param name="plan">The plan.</param>
    /// <param name="states">Whether the state of every PVC is of interest.</param>
    public static string Of(Plan plan, bool states = false)
    {
        var text = new StringBuilder();
        Section(text, "changes", plan.Sequences.Select(sequence =>
            $"{sequence.Claim}{string.Concat(sequence.Changes.Select(change => $"\n    {change.Describe()}"))}"));
        Section(text, "statuses", plan.Statuses.Select(status =>
            $"{status.Claim}: {status.Job ?? "no job"}{string.Concat(status.Violations.Select(Line))}"));
        Section(text, "orphans", plan.Orphans.Select(orphan => $"{orphan.Claim}: {orphan.Job}"));
        if (plan.Archives.Count > 0) Section(text, "archives", plan.Archives.Select(archive => string.Concat(
            $"{archive.Claim}: {archive.Job}",
            archive.Ready ? ", ready" : "",
            archive.Failed ? ", failed" : "",
            archive is { Failed: true, Outlook: { } outlook } ? $" ({outlook})" : "",
            archive.Retained ? ", retained" : "",
            archive.Expired ? ", expired" : "",
            archive.Detail is null ? "" : $", {archive.Detail}")));
        if (states) Section(text, "states", plan.Protections.Select(protection =>
            $"{protection.Claim}: {protection.Current.State.MetricName()}, {protection.Current.ReasonName}"));
        Section(text, "held", plan.Held is not { } held ? [] :
            [$"{held.Deletions.Count} of {held.ManagedJobs} jobs, digest {held.Digest}", .. held.Deletions.Select(deletion => deletion.Describe())]);
        if (plan.HeldRetention is { } lower) Section(text, "held retention",
            [$"{lower.AtStake} of {lower.AllBackups} backups, digest {lower.Digest}", .. lower.Lowerings.Select(job => $"{job.Job} of {job.Claim}: {job.From} → {job.To}")]);
        if (plan.Blocked.Count > 0) Section(text, "blocked", plan.Blocked.Select(blocked => $"{blocked.Claim}: {blocked.Change.Describe()}"));
        if (plan.KeepSettings > 0) Section(text, "jobs that keep settings nobody says", [$"{plan.KeepSettings}"]);
        return text.ToString();
    }

    private static string Line(Violation violation) => $"\n    {violation.Condition.MetricName()}: {violation.Message}";

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append(title).Append('\n');
        foreach (var line in lines.DefaultIfEmpty("-")) text.Append("  ").Append(line).Append('\n');
    }
}
