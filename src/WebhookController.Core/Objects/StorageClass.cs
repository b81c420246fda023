using WebhookController.Core.Labels;

namespace WebhookController.Core.Objects;

/// <summary>A StorageClass: it tells whether its volumes are Longhorn's, and is a layer of defaults for their PVCs.</summary>
public sealed record StorageClass : ClusterObject
{
    /// <summary>Its labels under our prefix.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>Who makes its volumes.</summary>
    public required string Provisioner { get; init; }

    /// <summary>Whether it is marked as the class of PVCs that name none.</summary>
    public bool IsDefault { get; init; }

    /// <summary>When it was made: of several default classes Kubernetes takes the newest.</summary>
    public DateTimeOffset Created { get; init; }
}
