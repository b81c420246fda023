namespace WebhookController.Core.Freshness;

/// <summary>What the Backups of one Longhorn Volume tell of it.</summary>
public sealed class VolumeBackups
{
    internal static readonly VolumeBackups None = new();

    /// <summary>When the newest complete one was complete.</summary>
    public DateTimeOffset? LastSuccess { get; private set; }

    /// <summary>When the snapshot of the newest complete one was taken: all that was written before is in it.</summary>
    public DateTimeOffset? LastTaken { get; private set; }

    internal void Add(DateTimeOffset? completed, DateTimeOffset? taken)
    {
        LastSuccess = Later(LastSuccess, completed);
        LastTaken = Later(LastTaken, taken);
    }

    internal static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}
