namespace WebhookController.Core.Objects;

/// <summary>A PersistentVolume, as far as it tells which Longhorn volume a PVC is.</summary>
public sealed record PersistentVolume : ClusterObject
{
    private readonly CompactUid _claimUid = new("");

    /// <summary><c>spec.csi.driver</c>; null for volumes that aren't CSI.</summary>
    public string? CsiDriver { get; init; }

    /// <summary><c>spec.csi.volumeHandle</c>: with Longhorn's driver, the name of the Volume CR. The PV's own name may differ.</summary>
    public string? VolumeHandle { get; init; }

    /// <summary><c>spec.persistentVolumeReclaimPolicy</c>: <c>Delete</c> takes the volume along when the PVC goes.</summary>
    public string? ReclaimPolicy { get; init; }

    /// <summary><c>spec.claimRef</c>: the PVC it is bound to or kept for; null where it is for none.</summary>
    public ObjectKey? ClaimRef { get; init; }

    /// <summary><c>spec.claimRef.uid</c>; empty where the PV is kept for a PVC that isn't bound to it yet.</summary>
    public string ClaimUid
    {
        get => _claimUid.ToString();
        init => _claimUid = new(value);
    }

    /// <summary>Whether it is bound to, or kept for, this PVC and not one of the same name before it.</summary>
    public bool IsFor(Claim claim) => ClaimRef == claim.Key && (ClaimUid is "" || claim.Uid is "" || ClaimUid == claim.Uid);
}
