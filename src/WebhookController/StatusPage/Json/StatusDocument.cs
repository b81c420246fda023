using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.Core.Status;
using WebhookController.StatusPage.Sections;
using WebhookController.StatusPage.Serving;

namespace WebhookController.StatusPage.Json;

// What /api/v1/status says: the report, as the page has it. docs/status-page.md describes it, and a test compares the two.
internal sealed record StatusDocument
{
    public required DateTimeOffset Now { get; init; }

    // None where no replica answers, but a command read the cluster.
    public ReplicaJson? Replica { get; init; }

    public required VerdictJson Verdict { get; init; }

    public required bool Partial { get; init; }

    public required IReadOnlyList<string> NotRead { get; init; }

    public required TotalsJson Totals { get; init; }

    // How many PVCs the query selects, which is all without one.
    public required int Selected { get; init; }

    public required StartsJson Starts { get; init; }

    public required IEnumerable<TargetJson> Targets { get; init; }

    public required IEnumerable<ArchiveJson> Archives { get; init; }

    public HeldDeletionsJson? HeldDeletions { get; init; }

    public HeldRetentionJson? HeldRetention { get; init; }

    public required IEnumerable<BlockedJson> Blocked { get; init; }

    public required IEnumerable<LayerMistakeJson> LayerMistakes { get; init; }

    public required IEnumerable<OrphanJson> Orphans { get; init; }

    public required IEnumerable<UntrackedJson> Untracked { get; init; }

    public required IEnumerable<ClaimJson> Pvcs { get; init; }

    public static StatusDocument Of(ClusterReport report, ReplicaFacts? replica, IReadOnlyList<ClaimReport> claims)
    {
        var verdict = Core.Report.Verdict.Of(report);
        return new StatusDocument
        {
            Now = report.Now,
            Replica = replica is null ? null : new(replica.Name, replica.Leads, replica.DryRun, replica.Version),
            Verdict = new(PageContext.LevelOf(verdict.Urgency), verdict.Headline, verdict.Detail),
            Partial = report.Partial,
            NotRead = report.Missing,
            Totals = TotalsJson.Of(report.Totals),
            Selected = claims.Count,
            Starts = StartsJson.Of(report),
            Targets = report.Targets.Select(target => new TargetJson(target.Name, target.Available)),
            Archives = report.Archives.Select(Archive),
            HeldDeletions = report.HeldDeletions is { } deletions ? Held(deletions) : null,
            HeldRetention = report.HeldRetention is { } lower ? Held(lower) : null,
            Blocked = report.Blocked.Select(blocked => new BlockedJson(blocked.Claim.Namespace, blocked.Claim.Name, blocked.Change.Target.Name, blocked.Change.Differences)),
            LayerMistakes = report.LayerMistakes.Select(mistake => new LayerMistakeJson(mistake.Layer, mistake.Problem)),
            Orphans = report.Orphans.Select(orphan => new OrphanJson(orphan.Claim.Namespace, orphan.Claim.Name, orphan.Job)),
            Untracked = report.Untracked.Select(untracked => new UntrackedJson(untracked.Reason.MetricName(), untracked.Backups, untracked.Bytes)),
            Pvcs = claims.Select(claim => ClaimJson.Of(claim, report.Now)),
        };
    }

    private static ArchiveJson Archive(ArchiveReport archive) => new(
        archive.Status.Claim.Namespace, archive.Status.Claim.Name, archive.Status.Job, ArchivesSection.BadgeOf(archive).Word.ToLowerInvariant().Replace(' ', '_'),
        archive.Backup, archive.DeleteAfter, archive.Status.Detail);

    private static HeldDeletionsJson Held(HeldDeletions held) => new(
        DefaultsParser.AllowMassDeletionKey, held.Digest, held.ManagedJobs, held.Deletions.Select(deletion => new HeldDeletionJson(deletion.Source.Namespace, deletion.Source.Name, deletion.Target.Name)));

    private static HeldRetentionJson Held(HeldRetention held) => new(
        DefaultsParser.AllowLowerRetentionKey, held.Digest, held.AtStake, held.AllBackups,
        held.Lowerings.Select(lowering => new HeldLoweringJson(lowering.Claim.Namespace, lowering.Claim.Name, lowering.Job, lowering.From, lowering.To)));
}

internal sealed record ReplicaJson(string Name, bool Leads, bool DryRun, string Version);

internal sealed record VerdictJson(string Level, string Headline, string Detail);

internal sealed record TargetJson(string Name, bool Available);

internal sealed record ArchiveJson(string Namespace, string Name, string Job, string State, string? Backup, DateOnly? DeleteAfter, string? Detail);

internal sealed record HeldDeletionsJson(string Key, string Digest, int ManagedJobs, IEnumerable<HeldDeletionJson> Jobs);

internal sealed record HeldDeletionJson(string Namespace, string Name, string Job);

internal sealed record HeldRetentionJson(string Key, string Digest, int BackupsAtStake, int AllBackups, IEnumerable<HeldLoweringJson> Jobs);

internal sealed record HeldLoweringJson(string Namespace, string Name, string Job, int From, int To);

internal sealed record BlockedJson(string Namespace, string Name, string Job, IReadOnlyList<string> Changes);

internal sealed record LayerMistakeJson(string Layer, string Problem);

internal sealed record OrphanJson(string Namespace, string Name, string Job);

internal sealed record UntrackedJson(string Reason, int Backups, long Bytes);
