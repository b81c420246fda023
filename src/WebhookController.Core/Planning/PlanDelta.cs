using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Core.Planning;

/// <summary>What a pass found out.</summary>
/// <param name="Changes">The PVCs that were planned anew.</param>
/// <param name="Full">Whether these are all there are.</param>
public sealed record PlanDelta(IReadOnlyList<PlanChange> Changes, bool Full)
{
    /// <summary>That of a replica which isn't the leader: nothing to do, and nothing to say.</summary>
    public static PlanDelta Nothing { get; } = new([], Full: true);

    /// <summary>Deletions that wait for a person; null where there are none.</summary>
    public HeldDeletions? Held { get; init; }

    /// <summary>Backups that no managed job accounts for, by reason; a reason that isn't there has none.</summary>
    public IReadOnlyList<Untracked> Untracked { get; init; } = [];

    /// <summary>The BackupTargets that have a URL.</summary>
    public IReadOnlyList<TargetStatus> Targets { get; init; } = [];

    /// <summary>Whether not everything could be read: such a pass speaks of labels only, and says nothing new of anything else.</summary>
    public bool Partial { get; init; }

    /// <summary>Removes what is remembered of PVCs of which nothing is left.</summary>
    /// <param name="memory">By PVC, as source labels tell it.</param>
    public void ForgetGone<T>(Dictionary<ObjectKey, T> memory)
    {
        if (!Full)
        {
            foreach (var change in Changes)
                if (change.After is null) memory.Remove(change.Source);
            return;
        }
        if (memory.Count == 0) return;
        var there = Changes.Where(change => change.After is not null).Select(change => change.Source).ToHashSet();
        foreach (var source in memory.Keys)
            if (!there.Contains(source)) memory.Remove(source);
    }
}

/// <summary>A PVC that was planned anew.</summary>
/// <param name="Before">Its plan so far; null where there was none.</param>
/// <param name="After">Its plan from now on; null where nothing is left of it.</param>
public readonly record struct PlanChange(ClaimPlan? Before, ClaimPlan? After)
{
    /// <summary>The PVC, as source labels tell it.</summary>
    public ObjectKey Source => (After ?? Before)!.Source;
}
