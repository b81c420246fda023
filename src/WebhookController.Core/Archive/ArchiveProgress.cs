using WebhookController.Core.Cluster;

namespace WebhookController.Core.Archive;

/// <summary>How far the archive of a PVC has come, told from what is in the cluster alone: the job's annotations, the Snapshot, the Backup.</summary>
/// <param name="Id">The attempt that counts.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Detail">What a person should know of it: progress, or Longhorn's error; null where the phase says it all.</param>
public sealed record ArchiveProgress(ArchiveId Id, ArchivePhase Phase, string? Detail = null)
{
    private static readonly TimeSpan SnapshotPatience = TimeSpan.FromHours(1);

    /// <summary>When the backup was complete, as Longhorn wrote it; null before.</summary>
    public string? CompletedAt { get; init; }

    /// <summary>Whether the last attempt that came to an end failed.</summary>
    public bool LastFailed { get; init; }

    /// <summary>How the archive of the PVC with <paramref name="uid"/> stands, and which attempt is due.</summary>
    /// <param name="uid">The PVC's uid.</param>
    /// <param name="job">Its job, or the one of its former name; null where there is none yet.</param>
    /// <param name="state">The cluster.</param>
    /// <param name="now">The time: a failed attempt is followed by another after a delay.</param>
    public static ArchiveProgress Of(string uid, RecurringJob? job, ClusterState state, DateTimeOffset now)
    {
        var marks = ArchiveMarks.Read(job, state.Keys);
        if (marks.Id is not { } id || !id.IsOf(uid))
            return new ArchiveProgress(FirstFree(ArchiveId.FirstOf(uid), state.Longhorn), ArchivePhase.Starting);

        var progress = Of(marks, state, now);
        return progress.Phase == ArchivePhase.Failed && now >= progress.Begun + RetryDelay.After(id.Attempt)
            ? new ArchiveProgress(FirstFree(id.Next(), state.Longhorn), ArchivePhase.Starting, progress.Detail) { LastFailed = true }
            : progress;
    }

    /// <summary>How the attempt stands that a job is marked with; the PVC itself may be gone.</summary>
    public static ArchiveProgress Of(ArchiveMarks marks, ClusterState state, DateTimeOffset now)
    {
        var id = marks.Id ?? throw new ArgumentException("these marks name no attempt", nameof(marks));
        if (marks.Backup == id.ObjectName) return new ArchiveProgress(id, ArchivePhase.Ready) { CompletedAt = marks.CompletedAt };
        var progress = Look(id, state.Longhorn, now);
        return progress with { LastFailed = progress.Phase == ArchivePhase.Failed || (progress.Phase != ArchivePhase.Ready && id.Attempt > 1) };
    }

    // Nothing of an attempt says when it ended; when it began is close enough for delays of minutes to hours.
    private DateTimeOffset Begun { get; init; }

    private static ArchiveProgress Look(ArchiveId id, LonghornState longhorn, DateTimeOffset now)
    {
        var key = longhorn.KeyOf(id.ObjectName);
        if (longhorn.Backups[key] is { } backup) return OfBackup(id, backup) with { Begun = backup.Created };
        if (!longhorn.Backups.IsAbsent(key)) return new(id, ArchivePhase.Unknown);
        if (longhorn.Snapshots[key] is { } snapshot) return OfSnapshot(id, snapshot, now) with { Begun = snapshot.Created };
        return new(id, longhorn.Snapshots.IsAbsent(key) ? ArchivePhase.Starting : ArchivePhase.Unknown);
    }

    private static ArchiveProgress OfBackup(ArchiveId id, Backup backup) => backup.State switch
    {
        BackupState.Completed => new(id, ArchivePhase.Ready) { CompletedAt = backup.CompletedAt },
        BackupState.Failed => new(id, ArchivePhase.Failed, backup.Error ?? "the backup failed, and Longhorn doesn't say why"),
        _ => new(id, ArchivePhase.BackingUp, $"the backup is at {backup.Progress} %"),
    };

    private static ArchiveProgress OfSnapshot(ArchiveId id, Snapshot snapshot, DateTimeOffset now) => snapshot switch
    {
        { Error: { } error } => new(id, ArchivePhase.Failed, error),
        { Ready: true } => new(id, ArchivePhase.SnapshotReady),
        _ when now - snapshot.Created > SnapshotPatience => new(id, ArchivePhase.Failed, "the snapshot wasn't ready within an hour"),
        _ => new(id, ArchivePhase.Snapshotting),
    };

    // What an earlier archive of the same PVC left behind keeps its name.
    private static ArchiveId FirstFree(ArchiveId id, LonghornState longhorn)
    {
        while (IsTaken(longhorn.KeyOf(id.ObjectName))) id = id.Next();
        return id;

        bool IsTaken(ObjectKey key) =>
            longhorn.Snapshots[key] is not null || longhorn.Snapshots.Unknown.Contains(key)
            || longhorn.Backups[key] is not null || longhorn.Backups.Unknown.Contains(key);
    }
}
