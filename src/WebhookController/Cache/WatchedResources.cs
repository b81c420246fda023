using System.Text.Json;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Objects;
using WebhookController.Longhorn;

namespace WebhookController.Cache;

// A kind that we watch: where the API server keeps it, how its objects are read, and where the state holds them.
internal sealed record WatchedResource<T>(KindPath Path, Func<JsonElement, T> Decode, StateSlot<T> Slot)
    where T : ClusterObject;

// Every kind that we watch, a row each.
internal sealed class WatchedResources(LabelKeys keys, string ownNamespace, string longhornNamespace, Exemptions exemptions)
{
    public WatchedResource<Claim> Claims { get; } = new(
        new KindPath("", "v1", "persistentvolumeclaims"),
        json => CoreReaders.Claim(json, keys, exemptions),
        StateSlots.Claims);

    public WatchedResource<PersistentVolume> PersistentVolumes { get; } = new(
        new KindPath("", "v1", "persistentvolumes"),
        CoreReaders.PersistentVolume,
        StateSlots.PersistentVolumes);

    public WatchedResource<StorageClass> StorageClasses { get; } = new(
        new KindPath("storage.k8s.io", "v1", "storageclasses"),
        json => CoreReaders.StorageClass(json, keys),
        StateSlots.StorageClasses);

    public WatchedResource<ConfigMap> ConfigMaps { get; } = new(
        new KindPath("", "v1", "configmaps")
        {
            Namespace = ownNamespace,
            FieldSelector = $"metadata.name={DefaultsParser.ConfigMapName}",
        },
        CoreReaders.ConfigMap,
        StateSlots.ConfigMaps);

    public WatchedResource<NamespaceObject> Namespaces { get; } = new(
        new KindPath("", "v1", "namespaces"),
        json => CoreReaders.Namespace(json, keys),
        StateSlots.Namespaces);

    public WatchedResource<RecurringJob> RecurringJobs { get; } = new(
        LonghornPath("recurringjobs", longhornNamespace),
        json => LonghornReaders.RecurringJob(json, keys),
        StateSlots.Jobs);

    public WatchedResource<LonghornVolume> LonghornVolumes { get; } = new(
        LonghornPath("volumes", longhornNamespace),
        LonghornReaders.Volume,
        StateSlots.Volumes);

    public WatchedResource<Backup> Backups { get; } = new(
        LonghornPath("backups", longhornNamespace),
        json => BackupReader.Backup(json, keys),
        StateSlots.Backups);

    // A volume has many snapshots; only those made for an archive are ours to watch.
    public WatchedResource<Snapshot> ArchiveSnapshots { get; } = new(
        LonghornPath("snapshots", longhornNamespace) with { LabelSelector = $"{keys.Archive}=true" },
        LonghornReaders.Snapshot,
        StateSlots.Snapshots);

    // All of them: a field selector names one, and we heed two of about a hundred, which seldom change.
    public WatchedResource<Setting> Settings { get; } = new(
        LonghornPath("settings", longhornNamespace),
        LonghornReaders.Setting,
        StateSlots.Settings);

    public WatchedResource<BackupTarget> BackupTargets { get; } = new(
        LonghornPath("backuptargets", longhornNamespace),
        LonghornReaders.Target,
        StateSlots.Targets);

    private static KindPath LonghornPath(string plural, string ns) => new("longhorn.io", "v1beta2", plural) { Namespace = ns };
}
