using System.Globalization;
using WebhookController.Commands.Output;
using WebhookController.Core.Layers;
using WebhookController.Core.Report;
using WebhookController.Core.Status;

namespace WebhookController.Commands.Audit;

// What needs a person: what it is about, and a sentence.
internal sealed record Finding(Urgency Urgency, string About, string Text);

// The report of a cluster as the command shows it.
internal sealed record AuditView(ClusterReport Report, IReadOnlyList<ClaimReport> Claims, IReadOnlyList<Finding> Findings)
{
    public static AuditView Of(ClusterReport report, AuditFilter filter)
    {
        ClaimReport[] claims = [.. report.Claims.Where(filter.Shows).OrderBy(claim => claim.Urgency).ThenBy(claim => claim.Claim)];
        var findings = claims.Where(claim => claim.Urgency <= Urgency.Warning).Select(claim => OfClaim(claim, report.Now)).Concat(OfCluster(report, filter));
        return new(report, claims, [.. findings.OrderBy(finding => finding.Urgency)]);
    }

    private static Finding OfClaim(ClaimReport claim, DateTimeOffset now) => new(claim.Urgency, $"{claim.Claim}", string.Join("; ", Sentences(claim, now)));

    private static IEnumerable<string> Sentences(ClaimReport claim, DateTimeOffset now)
    {
        if (claim.Freshness is Freshness.Stale or Freshness.Late)
            yield return claim.Status.LastSuccess is null
                ? $"never backed up, though every {Durations.Short(claim.Status.Interval)} is wanted"
                : $"last backup {Durations.Short(claim.AgeAt(now))} ago, every {Durations.Short(claim.Status.Interval)} is wanted";
        foreach (var mistake in claim.Mistakes) yield return mistake;
        if (claim.Status.Current.State is ProtectionState.Unprotected or ProtectionState.Unknown) yield return claim.Status.Current.ReasonName;
        if (claim.OtherSchedules.Count > 0 && claim.Status.Current.State == ProtectionState.Violating) yield return $"backed up by {string.Join(", ", claim.OtherSchedules)} only";
        if (claim.Held) yield return "changes of its job wait for a person";
    }

    private static IEnumerable<Finding> OfCluster(ClusterReport report, AuditFilter filter)
    {
        foreach (var missing in report.Missing) yield return new(Urgency.Critical, "not read", missing);
        foreach (var target in report.Targets)
            if (!target.Available) yield return new(Urgency.Critical, $"backup target {target.Name}", "Longhorn can't reach it");
        if (report.HeldDeletions is { } deletions)
            yield return new(Urgency.Warning, "held", Text($"{deletions.Deletions.Count} of {deletions.ManagedJobs} jobs would be deleted, {DefaultsParser.AllowMassDeletionKey}={deletions.Digest} agrees"));
        if (report.HeldRetention is { } lower)
            yield return new(Urgency.Warning, "held", Text($"{lower.Lowerings.Count} jobs would keep fewer backups, which costs {lower.AtStake}, {DefaultsParser.AllowLowerRetentionKey}={lower.Digest} agrees"));
        foreach (var (layer, problem) in report.LayerMistakes) yield return new(Urgency.Warning, layer, problem);
        foreach (var (claim, change) in report.Blocked)
            if (filter.ShowsNamespace(claim.Namespace)) yield return new(Urgency.Warning, $"{claim}", Text($"Longhorn refuses changes of job {change.Target.Name}: it keeps {change.Observed.Spec.Retain} backups"));
        foreach (var archive in report.Archives)
            if (filter.ShowsNamespace(archive.Status.Claim.Namespace) && OfArchive(archive) is { } finding) yield return finding;
        foreach (var orphan in report.Orphans)
            if (filter.ShowsNamespace(orphan.Claim.Namespace)) yield return new(Urgency.Notice, $"{orphan.Claim}", $"is gone without an archive, backups of {orphan.Job} are left");
    }

    private static Finding? OfArchive(ArchiveReport archive) => archive.Status switch
    {
        { Failed: true } => new(Urgency.Critical, $"{archive.Status.Claim}", $"its archive failed: {archive.Status.Detail}"),
        { Retained: true, Expired: true } => new(Urgency.Notice, $"{archive.Status.Claim}", $"the last day of its archive is over: job {archive.Status.Job} can be deleted"),
        _ => null,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
