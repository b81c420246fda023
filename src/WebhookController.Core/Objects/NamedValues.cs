using WebhookController.Core.Labels;

namespace WebhookController.Core.Objects;

/// <summary>A ConfigMap's data.</summary>
public sealed record ConfigMap : ClusterObject
{
    /// <summary>Keys and values; binary data isn't read.</summary>
    public LabelSet Data { get; init; } = LabelSet.Empty;
}

/// <summary>A Longhorn Setting.</summary>
public sealed record Setting : ClusterObject
{
    /// <summary>Its value as text.</summary>
    public required string Value { get; init; }
}

/// <summary>A Namespace: a layer of defaults for the PVCs in it.</summary>
public sealed record NamespaceObject : ClusterObject
{
    /// <summary>Its labels under our prefix.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;
}
