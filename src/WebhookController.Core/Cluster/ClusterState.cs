using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>All that is known of the cluster at one moment: an immutable value that admission and the planner both read. Each change takes the
/// keys of the objects that changed, so that its indexes follow at the cost of these alone.</summary>
public sealed record ClusterState
{
    /// <summary>Nothing known yet.</summary>
    /// <param name="keys">The label keys in force.</param>
    /// <param name="longhornNamespace">Where Longhorn is installed.</param>
    /// <param name="exemptions">Which PVCs are of no concern; null where all are.</param>
    public ClusterState(LabelKeys keys, string longhornNamespace, Exemptions? exemptions = null)
    {
        (Keys, Exemptions) = (keys, exemptions ?? Exemptions.None);
        Longhorn = new LonghornState(longhornNamespace, keys);
    }

    /// <summary>The label keys in force.</summary>
    public LabelKeys Keys { get; }

    /// <summary>Which PVCs are of no concern.</summary>
    public Exemptions Exemptions { get; }

    /// <summary>PersistentVolumeClaims of all namespaces.</summary>
    public ObjectSet<Claim> Claims { get; private init; } = ObjectSet<Claim>.Unread;

    /// <summary>The same PVCs, resolved, and the ways to find them.</summary>
    public ClaimIndex ClaimIndex { get; private init; } = ClaimIndex.Empty;

    /// <summary>PersistentVolumes.</summary>
    public ObjectSet<PersistentVolume> PersistentVolumes { get; private init; } = ObjectSet<PersistentVolume>.Unread;

    /// <summary>StorageClasses.</summary>
    public ObjectSet<StorageClass> StorageClasses { get; private init; } = ObjectSet<StorageClass>.Unread;

    /// <summary>What StorageClasses say for the PVCs below them.</summary>
    public LayerIndex ClassLayers { get; private init; } = LayerIndex.Empty;

    /// <summary>Namespaces.</summary>
    public ObjectSet<NamespaceObject> Namespaces { get; private init; } = ObjectSet<NamespaceObject>.Unread;

    /// <summary>What Namespaces say for the PVCs in them.</summary>
    public LayerIndex NamespaceLayers { get; private init; } = LayerIndex.Empty;

    /// <summary>The class of PVCs that name none: the newest of those marked as default, as Kubernetes chooses.</summary>
    public StorageClass? DefaultStorageClass { get; private init; }

    /// <summary>The ConfigMap of defaults, if it exists.</summary>
    public ObjectSet<ConfigMap> ConfigMaps { get; init; } = ObjectSet<ConfigMap>.Unread;

    /// <summary>What is known of Longhorn.</summary>
    public LonghornState Longhorn { get; private init; }

    /// <summary>What Longhorn itself allows.</summary>
    public Limits Limits => Longhorn.Limits;

    /// <summary>What archives are made of.</summary>
    public ArchiveObjects ArchiveObjects => new(Longhorn.Namespace, Longhorn.Snapshots, Longhorn.Backups, Keys);

    /// <summary>Whether enough is known to answer admission.</summary>
    public bool CanReview => Claims.Synced && PersistentVolumes.Synced && StorageClasses.Synced;

    /// <summary>Whether enough is known to change anything: nothing is written, let alone deleted, on half a picture.</summary>
    public bool CanPlan => CanReview && Namespaces.Synced && ConfigMaps.Synced && Longhorn.Synced;

    /// <summary>The state after these PVCs changed.</summary>
    public ClusterState WithClaims(ObjectSet<Claim> claims, IReadOnlyCollection<ObjectKey> changed) =>
        (this with { Claims = claims }).Resolve(changed);

    /// <summary>The state after these PVs changed.</summary>
    public ClusterState WithPersistentVolumes(ObjectSet<PersistentVolume> volumes, IReadOnlyCollection<ObjectKey> changed) =>
        (this with { PersistentVolumes = volumes }).Resolve([.. changed.SelectMany(volume => ClaimIndex.ByPersistentVolume.Of(volume.Name))]);

    /// <summary>The state after these StorageClasses changed.</summary>
    public ClusterState WithStorageClasses(ObjectSet<StorageClass> classes, IReadOnlyCollection<ObjectKey> changed)
    {
        var byDefault = DefaultOf(classes);
        var concerned = ClaimIndex.OfClasses(changed.Select(item => item.Name), defaultToo: !Equals(byDefault, DefaultStorageClass));
        var layers = ClassLayers.After(StorageClasses, classes, changed, static item => item.Labels, Keys);
        return (this with { StorageClasses = classes, DefaultStorageClass = byDefault, ClassLayers = layers }).Resolve([.. concerned]);
    }

    /// <summary>The state after these Namespaces changed.</summary>
    public ClusterState WithNamespaces(ObjectSet<NamespaceObject> namespaces, IReadOnlyCollection<ObjectKey> changed)
    {
        var layers = NamespaceLayers.After(Namespaces, namespaces, changed, static item => item.Labels, Keys);
        var longhorn = Longhorn with { IsInstalled = namespaces[Longhorn.Namespace] is not null };
        return (this with { Namespaces = namespaces, NamespaceLayers = layers, Longhorn = longhorn })
            .Resolve([.. changed.SelectMany(item => ClaimIndex.ByNamespace.Of(item.Name))]);
    }

    /// <summary>The state after these jobs changed.</summary>
    public ClusterState WithJobs(ObjectSet<RecurringJob> jobs, IReadOnlyCollection<ObjectKey> changed)
    {
        var after = WithLonghorn(Longhorn.WithJobs(jobs, changed));
        List<ObjectKey>? concerned = null;
        foreach (var key in changed)
        {
            foreach (var claim in ClaimsWithoutVolume(Longhorn.Jobs[key])) (concerned ??= []).Add(claim);
            foreach (var claim in ClaimsWithoutVolume(jobs[key])) (concerned ??= []).Add(claim);
        }
        return concerned is null ? after : after.Resolve(concerned);
    }

    /// <summary>The state after something of Longhorn changed.</summary>
    public ClusterState WithLonghorn(LonghornState longhorn)
    {
        var after = this with { Longhorn = longhorn };
        return longhorn.Limits == Longhorn.Limits ? after : after.Resolve([.. Claims.Items.Keys]);
    }

    /// <summary>The PVC as it is resolved here; one that is only being admitted is resolved now.</summary>
    public ResolvedClaim Resolve(Claim claim) => ClaimIndex[claim.Key] is { } known && ReferenceEquals(known.Claim, claim) ? known : ResolvedClaim.Of(claim, this);

    // Of these it is their job that says whose storage they are on.
    private IEnumerable<ObjectKey> ClaimsWithoutVolume(RecurringJob? job)
    {
        if (job is null || JobOwnership.SourceOf(job, Keys) is not { } source) yield break;
        foreach (var claim in this.ClaimsOf(source))
            if (ClaimScope.HasLostVolume(claim.Claim, this)) yield return claim.Claim.Key;
    }

    private ClusterState Resolve(IReadOnlyCollection<ObjectKey> changed) =>
        changed.Count == 0 ? this : this with { ClaimIndex = ClaimIndex.After(this, changed) };

    private static StorageClass? DefaultOf(ObjectSet<StorageClass> classes) => classes.Items.Values
        .Where(item => item.IsDefault)
        .OrderByDescending(item => item.Created).ThenBy(item => item.Key)
        .FirstOrDefault();
}
