using WebhookController.Commands.Reading;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;

namespace WebhookController.Commands.Preview;

// A change, and what it waits for; null where it waits for nothing.
internal sealed record PlannedChange(Change Change, string? WaitsFor);

// What is planned for a PVC.
internal sealed record PlannedClaim(ObjectKey Claim, IReadOnlyList<PlannedChange> Changes);

// The plan of a cluster as people look at it.
internal sealed record PlanView(IReadOnlyList<PlannedClaim> Claims, IReadOnlyList<string> Missing)
{
    public static PlanView Of(ReadCluster read, string? ns)
    {
        var changes = read.Plan.Sequences.SelectMany(sequence => sequence.Changes.Select(change => (sequence.Claim, new PlannedChange(change, null))))
            .Concat(HeldDeletions(read)).Concat(HeldLowerings(read)).Concat(Blocked(read));
        return new PlanView(
            [
                .. changes.Where(change => ns is null || change.Claim.Namespace == ns)
                    .GroupBy(change => change.Claim, change => change.Item2)
                    .OrderBy(group => group.Key)
                    .Select(group => new PlannedClaim(group.Key, [.. group])),
            ],
            [.. Unread.In(read.State)]);
    }

    private static IEnumerable<(ObjectKey Claim, PlannedChange)> HeldDeletions(ReadCluster read) => read.Plan.Held is not { } held
        ? []
        : held.Deletions.Select(deletion => (deletion.Source, new PlannedChange(deletion, $"{DefaultsParser.AllowMassDeletionKey}={held.Digest}")));

    private static IEnumerable<(ObjectKey Claim, PlannedChange)> HeldLowerings(ReadCluster read)
    {
        if (read.Plan.HeldRetention is not { } held) yield break;
        foreach (var lowering in held.Lowerings)
            if (read.State.Longhorn.Jobs[read.State.Longhorn.KeyOf(lowering.Job)] is { } job)
                yield return (lowering.Claim, new PlannedChange(
                    new PatchJob(job, [], [], null, [$"retain {lowering.From} → {lowering.To}"]) { Retain = lowering.To },
                    $"{DefaultsParser.AllowLowerRetentionKey}={held.Digest}"));
    }

    private static IEnumerable<(ObjectKey Claim, PlannedChange)> Blocked(ReadCluster read) =>
        read.Plan.Blocked.Select(blocked => (blocked.Claim, new PlannedChange(blocked.Change, "Longhorn's ceiling of retain, which the job is above")));
}
