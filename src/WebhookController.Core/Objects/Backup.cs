using WebhookController.Core.Labels;

namespace WebhookController.Core.Objects;

/// <summary>A Longhorn Backup, as far as it tells whose it is and how far it has come.</summary>
public sealed record Backup : ClusterObject
{
    private readonly CompactTime _created;
    private readonly CompactTime _completed;
    private readonly CompactTime _taken;
    private readonly string? _completedAt;

    /// <summary>The job that made it; null for backups made by hand, and for archives.</summary>
    public string? Job { get; init; }

    /// <summary>The source labels the job put on it: they travel to the backup target and come back from it.</summary>
    public LabelSet SourceLabels { get; init; } = LabelSet.Empty;

    /// <summary>The PVC that its volume was of when it was made, as Longhorn noted it; null where that isn't known.</summary>
    public ObjectKey? Claim { get; init; }

    /// <summary>The Longhorn Volume it is of; null where nothing says it.</summary>
    public string? Volume { get; init; }

    /// <summary>Whether it was made as an archive, by its labels.</summary>
    public bool IsArchive { get; init; }

    /// <summary>How far it has come.</summary>
    public BackupState State { get; init; }

    /// <summary><c>status.progress</c>, 0 to 100.</summary>
    public int Progress { get; init; }

    /// <summary><c>status.error</c>; null where there is none.</summary>
    public string? Error { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Created
    {
        get => _created.Value ?? default;
        init => _created = new(value);
    }

    /// <summary><c>status.backupCreatedAt</c>: when it was complete, as Longhorn wrote it; null until then.</summary>
    public string? CompletedAt
    {
        get => _completedAt ?? (_completed.Value is { } time ? LonghornTime.Write(time) : null);
        init
        {
            var time = LonghornTime.Read(value);
            _completed = new(time);
            _completedAt = time is { } at && LonghornTime.Write(at) == value ? null : value;
        }
    }

    /// <summary><see cref="CompletedAt"/> as a time; null where it is none.</summary>
    public DateTimeOffset? Completed => _completed.Value;

    /// <summary><c>status.snapshotCreatedAt</c>: what was written later isn't in it; null where that isn't known.</summary>
    public DateTimeOffset? Taken
    {
        get => _taken.Value;
        init => _taken = new(value);
    }

    /// <summary><c>status.size</c> in bytes; 0 where that isn't known.</summary>
    public long Size { get; init; }
}

/// <summary><c>status.state</c> of a Backup (longhorn-manager, types BackupState), by what it means to us.</summary>
public enum BackupState
{
    /// <summary>New, pending or in progress: it may still become complete.</summary>
    UnderWay,

    /// <summary>Completed: the data is in the backup target.</summary>
    Completed,

    /// <summary>Error or Unknown: nothing will come of it.</summary>
    Failed,

    /// <summary>Longhorn has found it in the backup target and hasn't read it yet: it may be complete, and nobody is making it.</summary>
    Unread,

    /// <summary>It is being deleted, by a person or by Longhorn.</summary>
    Deleting,
}
