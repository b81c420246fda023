using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Tests.Cache;

// Changes of a cache as a reflector makes them.
internal static class ClusterCacheExtensions
{
    public static ClusterCache Load<T>(this ClusterCache cache, StateSlot<T> slot, params T[] items) where T : ClusterObject
    {
        cache.Update(slot, null, set => set.Replace(items, [], "1"));
        return cache;
    }

    public static ClusterCache Put<T>(this ClusterCache cache, StateSlot<T> slot, T item) where T : ClusterObject
    {
        cache.Update(slot, item.Key, set => set.Put(item));
        return cache;
    }

    // Has a pass made, of nothing.
    public static void Wake(this ClusterCache cache) => cache.MarkAffected(new ObjectKey("nobody", "nothing"));
}
