using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>Tells an attempt's phase from its Snapshot and its Backup.</summary>
internal static class ArchiveObjects
{
    // Of a snapshot: to become ready, and then for its backup to be begun. What is written later isn't in it.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    // After this, people should hear that a step isn't made.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(15);

    /// <summary>An attempt that was seen complete: it is so as long as Longhorn isn't certain to have its backup no more.</summary>
    public static ArchiveProgress Recall(ArchiveId id, ArchiveAnnotations marks, LonghornState longhorn)
    {
        var key = longhorn.KeyOf(id.ObjectName);
        var gone = longhorn.Backups.IsAbsent(key) || longhorn.Backups[key]?.State is BackupState.Deleting or BackupState.Failed;
        return gone
            ? new(id, ArchivePhase.Lost) { CompletedAt = marks.CompletedAt, Error = $"backup {id.ObjectName}, which was the archive, is no longer there" }
            : new(id, ArchivePhase.Ready) { CompletedAt = marks.CompletedAt };
    }

    /// <summary>An attempt that wasn't seen complete yet.</summary>
    /// <param name="id">The attempt.</param>
    /// <param name="begun">When it was begun by our clock: the API server's may run behind, and must not make it look old.</param>
    /// <param name="longhorn">What is there of it.</param>
    /// <param name="now">The time.</param>
    public static ArchiveProgress Look(ArchiveId id, DateTimeOffset? begun, LonghornState longhorn, DateTimeOffset now)
    {
        var key = longhorn.KeyOf(id.ObjectName);
        if (longhorn.Backups[key] is { } backup) return OfBackup(id, backup, Later(backup.Created));
        if (!longhorn.Backups.IsAbsent(key)) return new(id, ArchivePhase.Unknown);
        if (longhorn.Snapshots[key] is { } snapshot) return OfSnapshot(id, snapshot, Later(snapshot.Created), now);
        if (!longhorn.Snapshots.IsAbsent(key)) return new(id, ArchivePhase.Unknown);
        return new(id, ArchivePhase.Starting) { Error = now - begun > Overdue ? "no snapshot could be begun yet" : null };

        DateTimeOffset Later(DateTimeOffset created) => begun > created ? begun.Value : created;
    }

    /// <summary>Whether there is, or may be, anything of the attempt.</summary>
    public static bool MayExist(ArchiveId id, LonghornState longhorn)
    {
        var key = longhorn.KeyOf(id.ObjectName);
        return longhorn.Snapshots[key] is not null || longhorn.Snapshots.Unknown.Contains(key)
            || longhorn.Backups[key] is not null || longhorn.Backups.Unknown.Contains(key);
    }

    private static ArchiveProgress OfBackup(ArchiveId id, Backup backup, DateTimeOffset since) => backup.State switch
    {
        BackupState.Completed => new(id, ArchivePhase.Ready) { CompletedAt = backup.CompletedAt },
        BackupState.Failed => Failed(id, backup.Error ?? "the backup failed, and Longhorn doesn't say why", since),
        _ => new(id, ArchivePhase.BackingUp) { Percent = backup.Progress },
    };

    private static ArchiveProgress OfSnapshot(ArchiveId id, Snapshot snapshot, DateTimeOffset since, DateTimeOffset now) => snapshot switch
    {
        { Error: { } error } => Failed(id, error, since),
        { Ready: false } when now - since > Patience => Failed(id, "the snapshot wasn't ready within an hour", since),
        { Ready: false } => new(id, ArchivePhase.Snapshotting),
        _ when now - since > Patience => Failed(id, "no backup of the snapshot could be begun within an hour", since),
        _ => new(id, ArchivePhase.SnapshotReady) { Error = now - since > Overdue ? "no backup of the snapshot could be begun yet" : null },
    };

    private static ArchiveProgress Failed(ArchiveId id, string error, DateTimeOffset since) =>
        new(id, ArchivePhase.Failed) { Error = LonghornText.Line(error), Since = since };
}
