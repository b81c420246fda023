using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>Whose volumes a PVC is about.</summary>
public enum Scope
{
    /// <summary>Longhorn's: its labels count.</summary>
    Longhorn,

    /// <summary>Somebody else's: its labels have no effect.</summary>
    NotLonghorn,

    /// <summary>Not known yet: it is unbound, and its StorageClass doesn't exist (yet) or isn't named.</summary>
    Unknown,
}

/// <summary>Tells whether a PVC is on Longhorn, and on which of its volumes.</summary>
public static class ClaimScope
{
    /// <summary>Longhorn's where the StorageClass is provisioned by Longhorn, or the PV the PVC is bound to is Longhorn's. One that is bound stays so
    /// when its PV or its StorageClass goes, as long as a job of ours names it as its source. The default StorageClass only counts for what isn't
    /// bound yet: it may be younger than the PVC.</summary>
    public static Scope Of(Claim claim, ClusterState state) => HasLostVolume(claim, state) && state.Longhorn.JobIndex.BySource.Contains(SourceLabels.KeyOf(claim.Key))
        ? Scope.Longhorn
        : ByStorage(claim, state);

    private static Scope ByStorage(Claim claim, ClusterState state) => (ClassOf(claim, state)?.Provisioner, VolumeOf(claim, state)) switch
    {
        (_, { CsiDriver: LonghornLabels.Driver }) => Scope.Longhorn,
        (_, not null) when claim.StorageClass is null => Scope.NotLonghorn,
        (LonghornLabels.Driver, _) => Scope.Longhorn,
        (null, null) => Scope.Unknown,
        _ => Scope.NotLonghorn,
    };

    /// <summary>The Longhorn Volume's name: the PV's <c>csi.volumeHandle</c>, which needn't be the PV's name. Null while the PVC isn't bound, or
    /// its PV isn't known yet.</summary>
    public static string? LonghornVolumeOf(Claim claim, ClusterState state) =>
        VolumeOf(claim, state) is { CsiDriver: LonghornLabels.Driver } volume ? volume.VolumeHandle : null;

    /// <summary>The PV the PVC is bound to; null while it isn't, or the PV isn't known yet. A PVC can name any PV in its spec: it is bound to the one that
    /// names it in turn, and no predecessor of it.</summary>
    public static PersistentVolume? VolumeOf(Claim claim, ClusterState state) =>
        claim.VolumeName is { } name && state.PersistentVolumes[name] is { } volume && volume.IsFor(claim) ? volume : null;

    /// <summary>Whether the PVC is bound, and its PV is gone or can't be read.</summary>
    public static bool HasLostVolume(Claim claim, ClusterState state) => claim.VolumeName is { } name && state.PersistentVolumes[name] is null;

    private static StorageClass? ClassOf(Claim claim, ClusterState state) => claim.StorageClass switch
    {
        null => state.DefaultStorageClass,
        "" => null,
        var name => state.StorageClasses[name],
    };
}
