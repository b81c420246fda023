namespace WebhookController.Core.Objects;

/// <summary>What every object we read has: which one it is, and which version of it we saw.</summary>
public abstract record ClusterObject
{
    /// <summary>Namespace and name.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary><c>metadata.uid</c>; a recreated object has another one.</summary>
    public required string Uid { get; init; }

    /// <summary><c>metadata.resourceVersion</c>: opaque but for equality and, as API servers promise since Kubernetes 1.35 and have
    /// kept before, greater numbers being later versions.</summary>
    public required string ResourceVersion { get; init; }

    /// <summary>Whether <c>metadata.deletionTimestamp</c> is set: the object waits for its finalizers.</summary>
    public bool Deleting { get; init; }
}
