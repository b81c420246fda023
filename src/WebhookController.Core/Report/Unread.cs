using WebhookController.Core.Cluster;

namespace WebhookController.Core.Report;

/// <summary>What of a cluster can't be read. A kind that merely hasn't been read yet, right after the start, is nothing to speak of.</summary>
public static class Unread
{
    /// <summary>The kinds that can't be read, each with the reason.</summary>
    public static IEnumerable<string> In(ClusterState state)
    {
        var longhorn = state.Longhorn;
        (string Name, string? Problem)[] kinds =
        [
            ("PersistentVolumeClaims", state.Claims.Problem),
            ("PersistentVolumes", state.PersistentVolumes.Problem),
            ("StorageClasses", state.StorageClasses.Problem),
            ("Namespaces", state.Namespaces.Problem),
            ("the ConfigMap of defaults", state.ConfigMaps.Problem),
            ("Longhorn's namespace", state.Namespaces.Synced && !longhorn.IsInstalled ? $"there is no namespace {longhorn.Namespace}" : null),
            ("Longhorn's RecurringJobs", longhorn.Jobs.Problem),
            ("Longhorn's Volumes", longhorn.Volumes.Problem),
            ("Longhorn's Backups", longhorn.Backups.Problem),
            ("Longhorn's Snapshots", longhorn.Snapshots.Problem),
            ("Longhorn's Settings", longhorn.Settings.Problem),
        ];
        return kinds.Where(kind => kind.Problem is not null).Select(kind => $"{kind.Name} ({kind.Problem})");
    }
}
