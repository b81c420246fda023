using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Objects;
using WebhookController.Longhorn;

namespace WebhookController.Kubernetes.Cache;

/// A kind that we watch: where the API server keeps it, how its objects are read, and where the state holds them.
internal sealed record WatchedResource<T>(KindPath Path, Func<JsonElement, T> Decode, StateSlot<T> Slot)
    where T : ClusterObject;

/// Every kind that we watch, a row each.
internal sealed class WatchedResources(LabelKeys keys, string ownNamespace, string longhornNamespace)
{
    public WatchedResource<Claim> Claims { get; } = new(
        new KindPath("", "v1", "persistentvolumeclaims"),
        json => Read(json, ObjectJson.Default.ClaimShape).ToClaim(keys),
        StateSlots.Claims);

    public WatchedResource<PersistentVolume> PersistentVolumes { get; } = new(
        new KindPath("", "v1", "persistentvolumes"),
        json => Read(json, ObjectJson.Default.PersistentVolumeShape).ToPersistentVolume(),
        StateSlots.PersistentVolumes);

    public WatchedResource<StorageClass> StorageClasses { get; } = new(
        new KindPath("storage.k8s.io", "v1", "storageclasses"),
        json => Read(json, ObjectJson.Default.StorageClassShape).ToStorageClass(),
        StateSlots.StorageClasses);

    public WatchedResource<ConfigMap> ConfigMaps { get; } = new(
        new KindPath("", "v1", "configmaps")
        {
            Namespace = ownNamespace,
            FieldSelector = $"metadata.name={DefaultsParser.ConfigMapName}",
        },
        json => Read(json, ObjectJson.Default.ConfigMapShape).ToConfigMap(),
        StateSlots.ConfigMaps);

    // Lists in a namespace that doesn't exist are empty: without this row a missing Longhorn would look like one without jobs.
    public WatchedResource<NamespaceObject> LonghornNamespace { get; } = new(
        new KindPath("", "v1", "namespaces") { FieldSelector = $"metadata.name={longhornNamespace}" },
        json => Read(json, ObjectJson.Default.NamespaceShape).ToNamespace(),
        StateSlots.LonghornNamespace);

    public WatchedResource<RecurringJob> RecurringJobs { get; } = new(
        LonghornPath("recurringjobs", longhornNamespace),
        json => Read(json, LonghornJson.Default.RecurringJobShape).ToRecurringJob(keys),
        StateSlots.Jobs);

    public WatchedResource<LonghornVolume> LonghornVolumes { get; } = new(
        LonghornPath("volumes", longhornNamespace),
        json => Read(json, LonghornJson.Default.VolumeShape).ToVolume(),
        StateSlots.Volumes);

    public WatchedResource<Backup> Backups { get; } = new(
        LonghornPath("backups", longhornNamespace),
        json => Read(json, LonghornJson.Default.BackupShape).ToBackup(keys),
        StateSlots.Backups);

    // A volume has many snapshots; only those made for an archive are ours to watch.
    public WatchedResource<Snapshot> ArchiveSnapshots { get; } = new(
        LonghornPath("snapshots", longhornNamespace) with { LabelSelector = $"{keys.Archive}=true" },
        json => Read(json, LonghornJson.Default.SnapshotShape).ToSnapshot(),
        StateSlots.Snapshots);

    // All of them: a field selector names one, and we heed two of about a hundred, which seldom change.
    public WatchedResource<Setting> Settings { get; } = new(
        LonghornPath("settings", longhornNamespace),
        json => Read(json, LonghornJson.Default.SettingShape).ToSetting(),
        StateSlots.Settings);

    public WatchedResource<BackupTarget> BackupTargets { get; } = new(
        LonghornPath("backuptargets", longhornNamespace),
        json => Read(json, LonghornJson.Default.BackupTargetShape).ToBackupTarget(),
        StateSlots.Targets);

    private static KindPath LonghornPath(string plural, string ns) => new("longhorn.io", "v1beta2", plural) { Namespace = ns };

    private static T Read<T>(JsonElement json, JsonTypeInfo<T> type) =>
        json.Deserialize(type) ?? throw new JsonException("the object is null");
}
