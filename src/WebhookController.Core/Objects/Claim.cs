using WebhookController.Core.Labels;

namespace WebhookController.Core.Objects;

/// <summary>What kind of object controls a PVC.</summary>
public enum OwnerKind
{
    /// <summary>Nothing, or something that doesn't matter.</summary>
    Other,

    /// <summary>A Pod: the PVC goes with it.</summary>
    Pod,

    /// <summary>Another PVC.</summary>
    Claim,
}

/// <summary>A PersistentVolumeClaim, as far as backups are concerned.</summary>
public sealed record Claim : ClusterObject
{
    /// <summary>Its labels under our prefix.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>Its annotations under our prefix.</summary>
    public LabelSet Annotations { get; init; } = LabelSet.Empty;

    /// <summary>Its labels that Longhorn reads (see <see cref="LonghornLabels.JobPrefix"/>).</summary>
    public LabelSet JobLabels { get; init; } = LabelSet.Empty;

    /// <summary>Its labels that selectors of exempt PVCs look at.</summary>
    public LabelSet SelectedLabels { get; init; } = LabelSet.Empty;

    /// <summary>What controls it, by <c>metadata.ownerReferences</c>.</summary>
    public OwnerKind Owner { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary><c>spec.storageClassName</c>: null where it names none (the cluster's default then counts), <c>""</c> where it wants none.</summary>
    public string? StorageClass { get; init; }

    /// <summary><c>spec.volumeName</c>: the PV it is bound to; null until then.</summary>
    public string? VolumeName { get; init; }

    /// <summary>Whether Longhorn takes the Volume's job labels from the PVC, so that ours belong there.</summary>
    public bool IsJobLabelSource => JobLabels[LonghornLabels.Source] == LonghornLabels.Enabled;
}
