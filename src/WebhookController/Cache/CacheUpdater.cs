using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Reflectors;

namespace WebhookController.Cache;

// Lets what a reflector sees, and what writes are answered with, into the cache.
internal sealed class CacheUpdater<T>(ClusterCache cache, StateSlot<T> slot) : IReflectorSink<T>
    where T : ClusterObject
{
    public void Replace(KindList<T> list) => cache.Update(slot, null, set => set.Replace(list.Items, list.Unknown, list.ResourceVersion));

    public void Upsert(T item) => cache.Update(slot, item.Key, set => set.Put(item));

    public void Remove(ObjectKey key, string? uid, string? resourceVersion) => cache.Update(slot, key, set => set.Remove(key, uid, resourceVersion));

    // What a write was answered with.
    public void Answer(T item) => cache.Update(slot, item.Key, set => set.PutAnswer(item));

    public void Forget(ObjectKey key, string uid) => cache.Update(slot, key, set => set.Forget(key, uid));

    public void MarkUnknown(ObjectKey key) => cache.Update(slot, key, set => set.MarkUnknown(key));

    public void Unavailable(string reason) => cache.Update(slot, null, set => set.Unavailable(reason));

    public void Resumed() => cache.Update(slot, null, set => set.Resumed());
}
