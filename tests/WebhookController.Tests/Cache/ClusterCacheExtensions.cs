using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
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

    // A cluster of which everything was read, and that has nothing but Longhorn.
    public static ClusterCache LoadAll(this ClusterCache cache) => cache
        .Load(StateSlots.Claims)
        .Load(StateSlots.StorageClasses, new StorageClass { Key = ObjectKey.ClusterScoped("longhorn"), Uid = "s", ResourceVersion = "1", Provisioner = LonghornLabels.Driver })
        .Load(StateSlots.PersistentVolumes)
        .Load(StateSlots.ConfigMaps)
        .LoadNamespaces()
        .Load(StateSlots.Jobs)
        .Load(StateSlots.Backups)
        .Load(StateSlots.Snapshots)
        .Load(StateSlots.Volumes)
        .Load(StateSlots.Settings);

    // Those that tests have PVCs in: of a PVC without labels nothing is known before its namespace is.
    public static ClusterCache LoadNamespaces(this ClusterCache cache) =>
        cache.Load(StateSlots.Namespaces, [.. ((string[])["longhorn-system", "mon", "monitoring", "shop"]).Select(Namespace)]);

    public static NamespaceObject Namespace(string name) => new() { Key = ObjectKey.ClusterScoped(name), Uid = name, ResourceVersion = "1" };

    public static ClusterCache Put<T>(this ClusterCache cache, StateSlot<T> slot, T item) where T : ClusterObject
    {
        cache.Update(slot, item.Key, set => set.Put(item));
        return cache;
    }

    // Has a pass made, of nothing.
    public static void Wake(this ClusterCache cache) => cache.MarkAffected(new ObjectKey("nobody", "nothing"));
}
