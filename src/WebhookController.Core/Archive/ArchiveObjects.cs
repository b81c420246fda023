using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>What archives are made of: an attempt is a Snapshot and then a Backup of its name.</summary>
/// <param name="Namespace">Longhorn's.</param>
/// <param name="Snapshots">Those made for archives.</param>
/// <param name="Backups">All of them.</param>
/// <param name="Keys">The label keys in force.</param>
public readonly record struct ArchiveObjects(string Namespace, ObjectSet<Snapshot> Snapshots, ObjectSet<Backup> Backups, LabelKeys Keys)
{
    // For a snapshot to become ready, and then for its backup to be started. What is written later isn't in it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // After this, people should hear that a step isn't made.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(15);

    // An attempt is too old the moment after.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    /// <summary>An attempt that was seen complete: it is so as long as Longhorn isn't certain to have its backup no more.</summary>
    internal ArchiveProgress Recall(ArchiveId id, ArchiveAnnotations annotations)
    {
        var key = KeyOf(id);
        var gone = Backups.IsAbsent(key) || Backups[key]?.State is BackupState.Deleting or BackupState.Failed;
        return gone
            ? new(id, ArchivePhase.Lost) { CompletedAt = annotations.CompletedAt, Error = $"backup {id.ObjectName}, which was the archive, is no longer there" }
            : new(id, ArchivePhase.Ready) { CompletedAt = annotations.CompletedAt };
    }

    /// <summary>An attempt that wasn't seen complete yet.</summary>
    /// <param name="id">The attempt.</param>
    /// <param name="startedAt">When it was started by our clock: the API server's may run behind, and must not make it look old.</param>
    /// <param name="now">The time.</param>
    internal ArchiveProgress Look(ArchiveId id, DateTimeOffset? startedAt, DateTimeOffset now)
    {
        var key = KeyOf(id);
        if (Backups[key] is { } backup) return OfBackup(id, backup, Since(backup.Created)).LookedAtAgain(PlausibleTime.From(backup.Created, now));
        if (!Backups.IsAbsent(key)) return new(id, ArchivePhase.Unknown);
        if (Snapshots[key] is { } snapshot)
            return OfSnapshot(id, snapshot, Since(snapshot.Created), now).LookedAtAgain(PlausibleTime.From(snapshot.Created, now));
        if (!Snapshots.IsAbsent(key)) return new(id, ArchivePhase.Unknown);
        return now - startedAt > Overdue
            ? new(id, ArchivePhase.Starting) { Error = "no snapshot could be started yet" }
            : new(id, ArchivePhase.Starting) { ChangesAt = startedAt + Overdue + Moment };

        // One that is dated in the future has just been made, whatever its date.
        DateTimeOffset Since(DateTimeOffset created) => (PlausibleTime.At(created, now) ?? now) is var at && startedAt > at ? startedAt.Value : at;
    }

    /// <summary>Whether there is, or may be, anything of the attempt.</summary>
    internal bool MayExist(ArchiveId id)
    {
        var key = KeyOf(id);
        return Snapshots[key] is not null || Snapshots.Unknown.Contains(key) || Backups[key] is not null || Backups.Unknown.Contains(key);
    }

    /// <summary>The latest attempt, from <paramref name="first"/> on, of which there is anything; null where there is nothing.</summary>
    internal ArchiveId? LatestOf(ArchiveId first)
    {
        ArchiveId? latest = null;
        for (var id = first; id.Round <= (latest?.Round ?? first.Round - 1) + 1; id = id.Next())
            if (MayExist(id)) latest = id;
        return latest;
    }

    private ObjectKey KeyOf(ArchiveId id) => new(Namespace, id.ObjectName);

    private static ArchiveProgress OfBackup(ArchiveId id, Backup backup, DateTimeOffset since) => backup.State switch
    {
        BackupState.Completed => new(id, ArchivePhase.Ready) { CompletedAt = backup.CompletedAt },
        BackupState.Unread => new(id, ArchivePhase.Unknown),
        BackupState.Failed => Failed(id, backup.Error ?? "the backup failed, and Longhorn doesn't say why", since),
        _ => new(id, ArchivePhase.BackingUp) { Percent = backup.Progress },
    };

    private static ArchiveProgress OfSnapshot(ArchiveId id, Snapshot snapshot, DateTimeOffset since, DateTimeOffset now) => snapshot switch
    {
        { Error: { } error } => Failed(id, error, since),
        { Ready: false } when now - since > LongestWait => Failed(id, "the snapshot wasn't ready within an hour", since),
        { Ready: false } => new(id, ArchivePhase.Snapshotting) { ChangesAt = since + LongestWait + Moment },
        _ when now - since > LongestWait => Failed(id, "no backup of the snapshot could be started within an hour", since),
        _ when now - since > Overdue => new(id, ArchivePhase.SnapshotReady)
        {
            Error = "no backup of the snapshot could be started yet",
            ChangesAt = since + LongestWait + Moment,
        },
        _ => new(id, ArchivePhase.SnapshotReady) { ChangesAt = since + Overdue + Moment },
    };

    private static ArchiveProgress Failed(ArchiveId id, string error, DateTimeOffset since) =>
        new(id, ArchivePhase.Failed) { Error = LonghornText.Line(error), Since = since };
}
