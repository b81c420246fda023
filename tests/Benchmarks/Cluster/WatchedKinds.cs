using System.Text.Json;
using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Kubernetes.Client;

namespace Benchmarks.Cluster;

/// <param name="Path">Where its objects are listed, selectors included.</param>
/// <param name="Decode">What the controller makes of one.</param>
internal sealed record WatchedKind(string Path, Func<JsonElement, object> Decode);

/// The kinds that the controller watches, by its own table.
internal static class WatchedKinds
{
    public static IReadOnlyList<WatchedKind> All()
    {
        var kinds = new WatchedResources(LabelKeys.Default, Names.Controller, Names.Longhorn, Exemptions.None);
        return
        [
            new(PathOf(kinds.Claims.Path), kinds.Claims.Decode),
            new(PathOf(kinds.PersistentVolumes.Path), kinds.PersistentVolumes.Decode),
            new(PathOf(kinds.StorageClasses.Path), kinds.StorageClasses.Decode),
            new(PathOf(kinds.ConfigMaps.Path), kinds.ConfigMaps.Decode),
            new(PathOf(kinds.Namespaces.Path), kinds.Namespaces.Decode),
            new(PathOf(kinds.RecurringJobs.Path), kinds.RecurringJobs.Decode),
            new(PathOf(kinds.LonghornVolumes.Path), kinds.LonghornVolumes.Decode),
            new(PathOf(kinds.Backups.Path), kinds.Backups.Decode),
            new(PathOf(kinds.ArchiveSnapshots.Path), kinds.ArchiveSnapshots.Decode),
            new(PathOf(kinds.Settings.Path), kinds.Settings.Decode),
            new(PathOf(kinds.BackupTargets.Path), kinds.BackupTargets.Decode),
        ];
    }

    private static string PathOf(KindPath kind) =>
        kind.Collection + Query.Of(("labelSelector", kind.LabelSelector), ("fieldSelector", kind.FieldSelector));
}
