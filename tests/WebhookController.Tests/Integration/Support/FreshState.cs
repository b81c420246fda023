using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Kubernetes.Cache;

namespace WebhookController.Tests.Integration.Support;

/// The cluster as it is now, read anew: what the controller's cache should have come to.
internal static class FreshState
{
    public static async Task<ClusterState> ReadAsync(Api api, string longhornNamespace)
    {
        var kinds = KindsOf(longhornNamespace);
        var state = new ClusterState(LabelKeys.Default, longhornNamespace);
        state = await AddAsync(state, kinds.Claims, api);
        state = await AddAsync(state, kinds.PersistentVolumes, api);
        state = await AddAsync(state, kinds.StorageClasses, api);
        state = await AddAsync(state, kinds.ConfigMaps, api);
        state = await AddAsync(state, kinds.LonghornNamespace, api);
        state = await AddAsync(state, kinds.RecurringJobs, api);
        state = await AddAsync(state, kinds.LonghornVolumes, api);
        state = await AddAsync(state, kinds.Backups, api);
        state = await AddAsync(state, kinds.ArchiveSnapshots, api);
        state = await AddAsync(state, kinds.Settings, api);
        return await AddAsync(state, kinds.BackupTargets, api);
    }

    /// What the controller hasn't seen yet, a line each. Kinds that it can't read are left out: it knows that it doesn't know them.
    public static string NotSeen(ClusterState known, ClusterState fresh)
    {
        var kinds = KindsOf(fresh.Longhorn.Namespace);
        return string.Join('\n',
        [
            .. NotSeen(kinds.Claims, known, fresh),
            .. NotSeen(kinds.PersistentVolumes, known, fresh),
            .. NotSeen(kinds.StorageClasses, known, fresh),
            .. NotSeen(kinds.ConfigMaps, known, fresh),
            .. NotSeen(kinds.LonghornNamespace, known, fresh),
            .. NotSeen(kinds.RecurringJobs, known, fresh),
            .. NotSeen(kinds.LonghornVolumes, known, fresh),
            .. NotSeen(kinds.Backups, known, fresh),
            .. NotSeen(kinds.ArchiveSnapshots, known, fresh),
            .. NotSeen(kinds.Settings, known, fresh),
            .. NotSeen(kinds.BackupTargets, known, fresh),
        ]);
    }

    private static IEnumerable<string> NotSeen<T>(Kind<T> kind, ClusterState known, ClusterState fresh) where T : ClusterObject
    {
        var (ours, theirs) = (kind.Slot.Get(known), kind.Slot.Get(fresh));
        if (!ours.Synced) return [];
        return ours.Items.Keys.Union(theirs.Items.Keys).Union(ours.Unknown).Union(theirs.Unknown)
            .Where(key => Version(ours, key) != Version(theirs, key))
            .Select(key => $"{kind.Path.Plural} {key} is {Version(theirs, key)}, and the controller has it {Version(ours, key)}");
    }

    private static string Version<T>(ObjectSet<T> set, ObjectKey key) where T : ClusterObject =>
        set[key] is { } item ? $"at version {item.ResourceVersion}" : set.Unknown.Contains(key) ? "unreadable" : "gone";

    private static Kinds KindsOf(string longhornNamespace) => new(LabelKeys.Default, "backup-controller", longhornNamespace);

    private static async Task<ClusterState> AddAsync<T>(ClusterState state, Kind<T> kind, Api api) where T : ClusterObject
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
        return kind.Slot.Change(state, null, set => set.Replace(items, unknown, "0"));
    }

    private static string Text(JsonObject item, string field) => item["metadata"]?[field]?.GetValue<string>() ?? "";
}
