using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Claims;

/// <summary>Whose volumes a PVC is about.</summary>
public enum Scope
{
    /// <summary>Longhorn's: its labels count.</summary>
    Longhorn,

    /// <summary>Somebody else's: its labels have no effect.</summary>
    Elsewhere,

    /// <summary>Not known yet: it is unbound, and its StorageClass doesn't exist (yet) or isn't named.</summary>
    Undecided,
}

/// <summary>Tells whether a PVC is on Longhorn, and on which of its volumes.</summary>
public static class ClaimScope
{
    /// <summary>Longhorn's where the StorageClass is provisioned by Longhorn, or the PV the PVC is bound to is Longhorn's.</summary>
    public static Scope Of(Claim claim, ClusterState state) => (ClassOf(claim, state)?.Provisioner, VolumeOf(claim, state)) switch
    {
        (LonghornLabels.Driver, _) or (_, { CsiDriver: LonghornLabels.Driver }) => Scope.Longhorn,
        (null, null) => Scope.Undecided,
        _ => Scope.Elsewhere,
    };

    /// <summary>The Longhorn Volume's name: the PV's <c>csi.volumeHandle</c>, which needn't be the PV's name. Null while the PVC isn't bound, or
    /// its PV isn't known yet.</summary>
    public static string? LonghornVolumeOf(Claim claim, ClusterState state) =>
        VolumeOf(claim, state) is { CsiDriver: LonghornLabels.Driver } volume ? volume.VolumeHandle : null;

    private static PersistentVolume? VolumeOf(Claim claim, ClusterState state) =>
        claim.VolumeName is { } name ? state.Volumes[name] : null;

    private static StorageClass? ClassOf(Claim claim, ClusterState state) => claim.StorageClass switch
    {
        null => state.DefaultStorageClass,
        "" => null,
        var name => state.StorageClasses[name],
    };
}
