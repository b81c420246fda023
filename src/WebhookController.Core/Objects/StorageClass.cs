namespace WebhookController.Core.Objects;

/// <summary>A StorageClass, as far as it tells whether its volumes are Longhorn's.</summary>
public sealed record StorageClass : ClusterObject
{
    /// <summary>Who makes its volumes.</summary>
    public required string Provisioner { get; init; }

    /// <summary>Whether it is marked as the class of PVCs that name none.</summary>
    public bool IsDefault { get; init; }

    /// <summary>When it was made: of several default classes Kubernetes takes the newest.</summary>
    public DateTimeOffset Created { get; init; }
}
