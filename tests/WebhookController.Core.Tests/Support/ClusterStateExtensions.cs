using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Tests.Support;

/// Changes of a state as its cache makes them.
internal static class ClusterStateExtensions
{
    public static ClusterState Load<T>(this ClusterState state, StateSlot<T> slot, ObjectSet<T> set, DateTimeOffset? now = null) where T : ClusterObject =>
        ClusterChange.Apply(state, slot, null, _ => set, now ?? A.Now, new Affected());

    public static ClusterState Change<T>(
        this ClusterState state, StateSlot<T> slot, ObjectKey key, Func<ObjectSet<T>, ObjectSet<T>> change, DateTimeOffset? now = null) where T : ClusterObject =>
        ClusterChange.Apply(state, slot, key, change, now ?? A.Now, new Affected());

    public static ClusterState Put<T>(this ClusterState state, StateSlot<T> slot, T item, DateTimeOffset? now = null) where T : ClusterObject =>
        state.Change(slot, item.Key, set => set.Put(item), now);

    public static ClusterState Remove<T>(this ClusterState state, StateSlot<T> slot, T item, DateTimeOffset? now = null) where T : ClusterObject =>
        state.Change(slot, item.Key, set => set.Remove(item.Key, item.Uid), now);
}
