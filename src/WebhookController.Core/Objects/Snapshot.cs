namespace WebhookController.Core.Objects;

/// <summary>A Longhorn Snapshot that was made for an archive.</summary>
public sealed record Snapshot : ClusterObject
{
    /// <summary><c>status.readyToUse</c>: a backup can be made of it.</summary>
    public bool Ready { get; init; }

    /// <summary><c>status.error</c>; null where there is none.</summary>
    public string? Error { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Created { get; init; }
}
