using WebhookController.Core.Cluster;

namespace WebhookController.Core.Freshness;

/// <summary>What the Backups of one Longhorn Volume tell of it.</summary>
public sealed class VolumeBackups
{
    internal static readonly VolumeBackups None = new();

    /// <summary>When the newest complete one was complete.</summary>
    public DateTimeOffset? LastSuccess { get; private set; }

    /// <summary>When the snapshot of the newest complete one was taken: all that was written before is in it.</summary>
    public DateTimeOffset? LastTaken { get; private set; }

    internal void Add(Backup complete)
    {
        LastSuccess = Later(LastSuccess, complete.Completed);
        LastTaken = Later(LastTaken, complete.Taken);
    }

    internal static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}
