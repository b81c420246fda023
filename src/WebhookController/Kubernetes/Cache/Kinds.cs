using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Parsing;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Objects;
using WebhookController.Longhorn;

namespace WebhookController.Kubernetes.Cache;

/// Every kind that we watch, a row each.
internal sealed class Kinds(LabelKeys keys, string ownNamespace, string longhornNamespace)
{
    public Kind<Claim> Claims { get; } = new(
        new KindPath("", "v1", "persistentvolumeclaims"),
        json => CoreReaders.Claim(json, keys),
        new(state => state.Claims, (state, set, key) => key is { } one ? state.WithClaim(one, set) : state.WithClaims(set)));

    public Kind<PersistentVolume> PersistentVolumes { get; } = new(
        new KindPath("", "v1", "persistentvolumes"),
        CoreReaders.PersistentVolume,
        new(state => state.Volumes, (state, set, _) => state with { Volumes = set }));

    public Kind<StorageClass> StorageClasses { get; } = new(
        new KindPath("storage.k8s.io", "v1", "storageclasses"),
        CoreReaders.StorageClass,
        new(state => state.StorageClasses, (state, set, _) => state.WithStorageClasses(set)));

    public Kind<ConfigMap> ConfigMaps { get; } = new(
        new KindPath("", "v1", "configmaps")
        {
            Namespace = ownNamespace,
            FieldSelector = $"metadata.name={DefaultsParser.ConfigMapName}",
        },
        CoreReaders.ConfigMap,
        new(state => state.ConfigMaps, (state, set, _) => state with { ConfigMaps = set }));

    // Lists in a namespace that doesn't exist are empty: without this row a missing Longhorn would look like one without jobs.
    public Kind<NamespaceObject> LonghornNamespace { get; } = new(
        new KindPath("", "v1", "namespaces") { FieldSelector = $"metadata.name={longhornNamespace}" },
        CoreReaders.Namespace,
        Slot(longhorn => longhorn.Namespaces, (longhorn, set) => longhorn with { Namespaces = set }));

    public Kind<RecurringJob> RecurringJobs { get; } = new(
        LonghornPath("recurringjobs", longhornNamespace),
        json => LonghornReaders.RecurringJob(json, keys),
        Slot(longhorn => longhorn.Jobs, (longhorn, set) => longhorn with { Jobs = set }));

    public Kind<LonghornVolume> LonghornVolumes { get; } = new(
        LonghornPath("volumes", longhornNamespace),
        LonghornReaders.Volume,
        Slot(longhorn => longhorn.Volumes, (longhorn, set) => longhorn with { Volumes = set }));

    public Kind<Backup> Backups { get; } = new(
        LonghornPath("backups", longhornNamespace),
        json => BackupReader.Backup(json, keys),
        Slot(longhorn => longhorn.Backups, (longhorn, set) => longhorn with { Backups = set }));

    // A volume has many snapshots; only those made for an archive are ours to watch.
    public Kind<Snapshot> ArchiveSnapshots { get; } = new(
        LonghornPath("snapshots", longhornNamespace) with { LabelSelector = $"{keys.Archive}=true" },
        LonghornReaders.Snapshot,
        Slot(longhorn => longhorn.Snapshots, (longhorn, set) => longhorn with { Snapshots = set }));

    // All of them: a field selector names one, and we heed two of about a hundred, which seldom change.
    public Kind<Setting> Settings { get; } = new(
        LonghornPath("settings", longhornNamespace),
        LonghornReaders.Setting,
        Slot(longhorn => longhorn.Settings, (longhorn, set) => longhorn.WithSettings(set)));

    public Kind<BackupTarget> BackupTargets { get; } = new(
        LonghornPath("backuptargets", longhornNamespace),
        LonghornReaders.Target,
        Slot(longhorn => longhorn.Targets, (longhorn, set) => longhorn with { Targets = set }));

    private static KindPath LonghornPath(string plural, string ns) => new("longhorn.io", "v1beta2", plural) { Namespace = ns };

    private static StateSlot<T> Slot<T>(Func<LonghornState, ObjectSet<T>> get, Func<LonghornState, ObjectSet<T>, LonghornState> put)
        where T : ClusterObject =>
        new(state => get(state.Longhorn), (state, set, _) => state with { Longhorn = put(state.Longhorn, set) });
}
