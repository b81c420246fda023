using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Applies a change of the objects of one kind to the state, and says what has to be planned again.</summary>
public static class ClusterChange
{
    /// <summary>The state after <paramref name="change"/>.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="slot">The kind.</param>
    /// <param name="key">The one object that changes; null where it may be any, as when the kind was listed.</param>
    /// <param name="change">What happens to the objects of the kind.</param>
    /// <param name="now">The time.</param>
    /// <param name="affected">Gathers what has to be planned again. Nothing is added for what nobody reads, such as a mere new resourceVersion.</param>
    public static ClusterState Apply<T>(
        ClusterState state, StateSlot<T> slot, ObjectKey? key, Func<ObjectSet<T>, ObjectSet<T>> change, DateTimeOffset now, Affected affected)
        where T : ClusterObject
    {
        var before = slot.Get(state);
        var set = change(before);
        if (ReferenceEquals(set, before)) return state;
        IReadOnlyList<ObjectKey> changed = key is { } one ? (IsTouched(one, before, set) ? [one] : []) : [.. set.DifferencesFrom(before)];
        var after = slot.With(state, set, changed, now);

        if (after.CanPlan != state.CanPlan || after.CanReview != state.CanReview || set.Synced != before.Synced) affected.AddAll();
        if (after.Limits != state.Limits || !after.Longhorn.JobIndex.HasJobsInSameGroupsAs(state.Longhorn.JobIndex)) affected.AddAll();
        foreach (var touched in changed)
        {
            if (affected.All) break;
            if (set.HasSame(touched, before) && !IsOurJob(set[touched], state)) continue;
            Dependencies.Collect<T>(state, touched, affected);
            Dependencies.Collect<T>(after, touched, affected);
        }
        return after;
    }

    // A planned change of a job of ours, or of one that is to be adopted, holds its resourceVersion.
    private static bool IsOurJob(ClusterObject? item, ClusterState state) =>
        item is RecurringJob job && (JobOwnership.IsManaged(job, state.Keys) || JobOwnership.IsRecreated(job, state.Keys));

    private static bool IsTouched<T>(ObjectKey key, ObjectSet<T> before, ObjectSet<T> after) where T : ClusterObject =>
        !ReferenceEquals(before[key], after[key]) || before.Unknown.Contains(key) != after.Unknown.Contains(key);
}
