using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes.Reflectors;

namespace WebhookController.Kubernetes.Cache;

/// How the cluster's state holds the objects of one kind.
/// <param name="Get">The objects of the kind.</param>
/// <param name="Put">The state with other objects of the kind; the key says which one changed, where only one did.</param>
internal sealed record StateSlot<T>(Func<ClusterState, ObjectSet<T>> Get, Func<ClusterState, ObjectSet<T>, ObjectKey?, ClusterState> Put)
    where T : ClusterObject
{
    public ClusterState Change(ClusterState state, ObjectKey? key, Func<ObjectSet<T>, ObjectSet<T>> change) =>
        Put(state, change(Get(state)), key);
}

/// Lets what a reflector sees into the cache.
internal sealed class KindSink<T>(ClusterCache cache, StateSlot<T> slot) : IReflectorSink<T>
    where T : ClusterObject
{
    public void Replace(KindList<T> list) => Change(null, set => set.Replace(list.Items, list.Unknown, list.ResourceVersion));

    // Most events only touch fields that we don't read.
    public void Upsert(T item) => Change(item.Key, set => set.Put(item), state =>
        slot.Get(state)[item.Key] is not { } known || !(known with { ResourceVersion = item.ResourceVersion }).Equals(item));

    public void Remove(ObjectKey key, string? uid, string? resourceVersion) => Change(key, set => set.Remove(key, uid, resourceVersion));

    /// What a write was answered with.
    public void Answer(T item) => Change(item.Key, set => set.PutAnswer(item));

    public void Forget(ObjectKey key, string uid) => Change(key, set => set.Forget(key, uid));

    public void MarkUnknown(ObjectKey key) => Change(key, set => set.MarkUnknown(key));

    public void Unavailable(string reason) => Change(null, set => set.Unavailable(reason));

    private void Change(ObjectKey? key, Func<ObjectSet<T>, ObjectSet<T>> change, Func<ClusterState, bool>? isSignificant = null) =>
        cache.Update(state => slot.Change(state, key, change), isSignificant);
}
