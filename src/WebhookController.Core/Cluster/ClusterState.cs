using WebhookController.Core.Claims;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>All that is known of the cluster at one moment: an immutable value that admission and the planner both read.</summary>
public sealed record ClusterState
{
    /// <summary>Nothing known yet.</summary>
    /// <param name="keys">The label keys in force.</param>
    /// <param name="longhornNamespace">Where Longhorn lives.</param>
    public ClusterState(LabelKeys keys, string longhornNamespace)
    {
        Keys = keys;
        Claimants = new Claimants(keys);
        Longhorn = new LonghornState(longhornNamespace);
    }

    /// <summary>The label keys in force.</summary>
    public LabelKeys Keys { get; }

    /// <summary>PersistentVolumeClaims of all namespaces; change them with <see cref="WithClaims"/>.</summary>
    public ObjectSet<Claim> Claims { get; private init; } = ObjectSet<Claim>.Unread;

    /// <summary>Which PVCs ask for which job.</summary>
    public Claimants Claimants { get; private init; }

    /// <summary>PersistentVolumes.</summary>
    public ObjectSet<PersistentVolume> Volumes { get; init; } = ObjectSet<PersistentVolume>.Unread;

    /// <summary>StorageClasses; change them with <see cref="WithStorageClasses"/>.</summary>
    public ObjectSet<StorageClass> StorageClasses { get; private init; } = ObjectSet<StorageClass>.Unread;

    /// <summary>The class of PVCs that name none: the newest of those marked as default, as Kubernetes chooses.</summary>
    public StorageClass? DefaultStorageClass { get; private init; }

    /// <summary>The ConfigMap of defaults, if it exists.</summary>
    public ObjectSet<ConfigMap> ConfigMaps { get; init; } = ObjectSet<ConfigMap>.Unread;

    /// <summary>What is known of Longhorn.</summary>
    public LonghornState Longhorn { get; init; }

    /// <summary>What Longhorn itself allows.</summary>
    public Limits Limits => Longhorn.Limits;

    /// <summary>Whether enough is known to answer admission.</summary>
    public bool CanReview => Claims.Synced && Volumes.Synced && StorageClasses.Synced;

    /// <summary>Whether enough is known to change anything: nothing is written, let alone deleted, on half a picture.</summary>
    public bool CanPlan => CanReview && ConfigMaps.Synced && Longhorn.Synced;

    /// <summary>The PVCs that ask for <paramref name="job"/> and count. One on other storage doesn't: what its labels ask for has no effect.</summary>
    public IEnumerable<ObjectKey> ClaimantsOf(string job)
    {
        foreach (var key in Claimants.Of(job))
            if (Claims[key] is not { } claim || ClaimScope.Of(claim, this) != Scope.NotLonghorn) yield return key;
    }

    /// <summary>Every PVC there is, readable or not.</summary>
    public IEnumerable<ObjectKey> ClaimKeys => Claims.Items.Keys.Concat(Claims.Unknown);

    /// <summary>Whether there is, or may be, a PVC that source labels tell as <paramref name="source"/>. Unknown is never absent.</summary>
    public bool MayHaveClaimWithSource(ObjectKey source) => !Claims.IsAbsent(source)
        || ClaimKeys.Any(claim => SourceLabels.IsShortened(claim) && SourceLabels.KeyOf(claim) == source);

    /// <summary>The state after the whole kind was read, or lost.</summary>
    public ClusterState WithClaims(ObjectSet<Claim> claims) =>
        this with { Claims = claims, Claimants = Claimants.Rebuild(claims.Items.Values) };

    /// <summary>The state after one PVC changed; <paramref name="claims"/> differs from <see cref="Claims"/> at <paramref name="key"/> only.</summary>
    public ClusterState WithClaim(ObjectKey key, ObjectSet<Claim> claims) =>
        this with { Claims = claims, Claimants = Claimants.Update(Claims[key], claims[key]) };

    /// <summary>The state after StorageClasses changed.</summary>
    public ClusterState WithStorageClasses(ObjectSet<StorageClass> classes) => this with
    {
        StorageClasses = classes,
        DefaultStorageClass = classes.Items.Values
            .Where(item => item.IsDefault)
            .OrderByDescending(item => item.Created).ThenBy(item => item.Key)
            .FirstOrDefault(),
    };
}
