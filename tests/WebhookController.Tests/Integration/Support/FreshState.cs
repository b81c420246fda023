using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Tests.Integration.Support;

/// The cluster as it is now, read anew: what the controller's cache should have come to.
internal static class FreshState
{
    public static async Task<ClusterState> ReadAsync(Api api, string longhornNamespace)
    {
        var state = new ClusterState(LabelKeys.Default, longhornNamespace);
        foreach (var kind in KindsOf(longhornNamespace)) state = await kind.ReadAsync(state, api);
        return state;
    }

    /// The same, without the kinds that the controller can't read.
    public static async Task<ClusterState> ReadAsync(Api api, ClusterState known)
    {
        var state = new ClusterState(known.Keys, known.Longhorn.Namespace);
        foreach (var kind in KindsOf(known.Longhorn.Namespace).Where(kind => kind.IsIn(known))) state = await kind.ReadAsync(state, api);
        return state;
    }

    /// What the controller hasn't seen yet, a line each. WatchedResources that it can't read are left out: it knows that it doesn't know them.
    public static string NotSeen(ClusterState known, ClusterState fresh) =>
        string.Join('\n', KindsOf(fresh.Longhorn.Namespace).SelectMany(kind => kind.NotSeen(known, fresh)));

    private static IEnumerable<AnyKind> KindsOf(string longhornNamespace)
    {
        var kinds = new WatchedResources(LabelKeys.Default, "backup-controller", longhornNamespace, Exemptions.None);
        return
        [
            Any(kinds.Claims), Any(kinds.PersistentVolumes), Any(kinds.StorageClasses), Any(kinds.ConfigMaps), Any(kinds.Namespaces),
            Any(kinds.RecurringJobs), Any(kinds.LonghornVolumes), Any(kinds.Backups), Any(kinds.ArchiveSnapshots), Any(kinds.Settings), Any(kinds.BackupTargets),
        ];
    }

    private static AnyKind Any<T>(WatchedResource<T> kind) where T : ClusterObject =>
        new((state, api) => AddAsync(state, kind, api), (known, fresh) => NotSeen(kind, known, fresh), state => kind.Slot.Get(state).Synced);

    private static IEnumerable<string> NotSeen<T>(WatchedResource<T> kind, ClusterState known, ClusterState fresh) where T : ClusterObject
    {
        var (ours, theirs) = (kind.Slot.Get(known), kind.Slot.Get(fresh));
        if (!ours.Synced) return [];
        return ours.Items.Keys.Union(theirs.Items.Keys).Union(ours.Unknown).Union(theirs.Unknown)
            .Where(key => Version(ours, key) != Version(theirs, key))
            .Select(key => $"{kind.Path.Plural} {key} is {Version(theirs, key)}, and the controller has it {Version(ours, key)}");
    }

    private static string Version<T>(ObjectSet<T> set, ObjectKey key) where T : ClusterObject =>
        set[key] is { } item ? $"at version {item.ResourceVersion}" : set.Unknown.Contains(key) ? "unreadable" : "gone";

    private static async Task<ClusterState> AddAsync<T>(ClusterState state, WatchedResource<T> kind, Api api) where T : ClusterObject
    {
        var selector = kind.Path switch
        {
            { FieldSelector: { } fields } => $"?fieldSelector={Uri.EscapeDataString(fields)}",
            { LabelSelector: { } labels } => $"?labelSelector={Uri.EscapeDataString(labels)}",
            _ => "",
        };
        var (items, unknown) = (new List<T>(), new List<ObjectKey>());
        foreach (var item in await api.ListAsync(kind.Path.Collection + selector))
        {
            try
            {
                items.Add(kind.Decode(JsonSerializer.SerializeToElement(item)));
            }
            catch (JsonException)
            {
                unknown.Add(new ObjectKey(Text(item, "namespace"), Text(item, "name")));
            }
        }
        return ClusterChange.Apply(state, kind.Slot, null, set => set.Replace(items, unknown, "0"), TimeProvider.System.GetUtcNow(), Affected.Everything());
    }

    private static string Text(JsonObject item, string field) => item["metadata"]?[field]?.GetValue<string>() ?? "";

    private sealed record AnyKind(
        Func<ClusterState, Api, Task<ClusterState>> ReadAsync, Func<ClusterState, ClusterState, IEnumerable<string>> NotSeen, Func<ClusterState, bool> IsIn);
}
