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

    /// <summary>Lower retention that waits for a person; null where there is none.</summary>
    public HeldRetention? HeldRetention { get; init; }

    /// <summary>How many jobs keep settings that neither their PVC nor any layer says now.</summary>
    public int KeepSettings { get; init; }

    /// <summary>Backups that no managed job accounts for, by reason; a reason that isn't there has none.</summary>
    public IReadOnlyList<Untracked> Untracked { get; init; } = [];

    /// <summary>The BackupTargets that have a URL.</summary>
    public IReadOnlyList<TargetStatus> Targets { get; init; } = [];

    /// <summary>Whether not everything could be read: such a pass speaks of labels only, and says nothing new of anything else.</summary>
    public bool Partial { get; init; }

    /// <summary>Of PVCs that somebody knows, those of which nothing is left.</summary>
    /// <param name="known">PVCs, as source labels name them.</param>
    public IReadOnlyList<ObjectKey> GoneOf(IReadOnlyCollection<ObjectKey> known)
    {
        if (known.Count == 0) return [];
        if (!Full) return [.. Changes.Where(change => change.After is null).Select(change => change.Source)];
        var there = Changes.Where(change => change.After is not null).Select(change => change.Source).ToHashSet();
        return [.. known.Where(source => !there.Contains(source))];
    }

    /// <summary>Removes what is remembered of PVCs of which nothing is left.</summary>
    /// <param name="memory">By PVC, as source labels name it.</param>
    public void ForgetGone<T>(Dictionary<ObjectKey, T> memory)
    {
        foreach (var source in GoneOf(memory.Keys)) memory.Remove(source);
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
