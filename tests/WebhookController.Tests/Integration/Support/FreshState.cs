using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Kubernetes.Cache;

namespace WebhookController.Tests.Integration.Support;

/// The cluster as it is now, read anew: what the controller's cache should have come to.
internal static class FreshState
{
    public static async Task<ClusterState> ReadAsync(Api api)
    {
        var kinds = new Kinds(LabelKeys.Default, "backup-controller", "longhorn-system");
        var state = new ClusterState(LabelKeys.Default, "longhorn-system");
        state = await AddAsync(state, kinds.Claims, api);
        state = await AddAsync(state, kinds.PersistentVolumes, api);
        state = await AddAsync(state, kinds.StorageClasses, api);
        state = await AddAsync(state, kinds.ConfigMaps, api);
        state = await AddAsync(state, kinds.LonghornNamespace, api);
        state = await AddAsync(state, kinds.RecurringJobs, api);
        state = await AddAsync(state, kinds.LonghornVolumes, api);
        state = await AddAsync(state, kinds.Backups, api);
        state = await AddAsync(state, kinds.ArchiveSnapshots, api);
        return await AddAsync(state, kinds.Settings, api);
    }

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
