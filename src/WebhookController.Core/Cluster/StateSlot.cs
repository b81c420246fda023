using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>Where the state holds the objects of one kind.</summary>
/// <param name="Get">The objects.</param>
/// <param name="With">The state with other objects, given which ones changed and the time.</param>
public sealed record StateSlot<T>(
    Func<ClusterState, ObjectSet<T>> Get, Func<ClusterState, ObjectSet<T>, IReadOnlyCollection<ObjectKey>, DateTimeOffset, ClusterState> With)
    where T : ClusterObject;

/// <summary>Every kind that the state holds.</summary>
public static class StateSlots
{
    /// <summary>PersistentVolumeClaims.</summary>
    public static StateSlot<Claim> Claims { get; } =
        new(static state => state.Claims, static (state, set, changed, _) => state.WithClaims(set, changed));

    /// <summary>PersistentVolumes.</summary>
    public static StateSlot<PersistentVolume> PersistentVolumes { get; } =
        new(static state => state.PersistentVolumes, static (state, set, changed, _) => state.WithPersistentVolumes(set, changed));

    /// <summary>StorageClasses.</summary>
    public static StateSlot<StorageClass> StorageClasses { get; } =
        new(static state => state.StorageClasses, static (state, set, changed, _) => state.WithStorageClasses(set, changed));

    /// <summary>The ConfigMap of defaults.</summary>
    public static StateSlot<ConfigMap> ConfigMaps { get; } =
        new(static state => state.ConfigMaps, static (state, set, _, _) => state with { ConfigMaps = set });

    /// <summary>Namespaces.</summary>
    public static StateSlot<NamespaceObject> Namespaces { get; } =
        new(static state => state.Namespaces, static (state, set, changed, _) => state.WithNamespaces(set, changed));

    /// <summary>RecurringJobs.</summary>
    public static StateSlot<RecurringJob> Jobs { get; } =
        new(static state => state.Longhorn.Jobs, static (state, set, changed, _) => state.WithJobs(set, changed));

    /// <summary>Longhorn Volumes.</summary>
    public static StateSlot<LonghornVolume> Volumes { get; } =
        Longhorn(static longhorn => longhorn.Volumes, static (longhorn, set, changed, _) => longhorn.WithVolumes(set, changed));

    /// <summary>Backups.</summary>
    public static StateSlot<Backup> Backups { get; } =
        Longhorn(static longhorn => longhorn.Backups, static (longhorn, set, changed, now) => longhorn.WithBackups(set, changed, now));

    /// <summary>Snapshots of archives.</summary>
    public static StateSlot<Snapshot> Snapshots { get; } =
        Longhorn(static longhorn => longhorn.Snapshots, static (longhorn, set, _, _) => longhorn with { Snapshots = set });

    /// <summary>Settings.</summary>
    public static StateSlot<Setting> Settings { get; } =
        Longhorn(static longhorn => longhorn.Settings, static (longhorn, set, _, _) => longhorn.WithSettings(set));

    /// <summary>BackupTargets.</summary>
    public static StateSlot<BackupTarget> Targets { get; } =
        Longhorn(static longhorn => longhorn.Targets, static (longhorn, set, _, _) => longhorn with { Targets = set });

    private static StateSlot<T> Longhorn<T>(
        Func<LonghornState, ObjectSet<T>> get, Func<LonghornState, ObjectSet<T>, IReadOnlyCollection<ObjectKey>, DateTimeOffset, LonghornState> with)
        where T : ClusterObject =>
        new(state => get(state.Longhorn), (state, set, changed, now) => state.WithLonghorn(with(state.Longhorn, set, changed, now)));
}
