using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Status;

/// <summary>What the Backups of one Longhorn Volume say of it.</summary>
/// <param name="LastSuccess">When the newest complete one was complete; null where there is none.</param>
/// <param name="LastTaken">When the snapshot of the newest complete one was taken: all that was written before is in it.</param>
/// <param name="ProgressMoved">When one under way last made progress; of several, the latest: Longhorn makes them one after the other, so that
/// those that wait aren't stuck while one moves. Null where none is under way.</param>
/// <param name="PlausibleFrom">When the first that is dated in the future starts to count; null where none is.</param>
internal readonly record struct VolumeBackups(
    DateTimeOffset? LastSuccess, DateTimeOffset? LastTaken, DateTimeOffset? ProgressMoved, DateTimeOffset? PlausibleFrom)
{
    public static VolumeBackups Of(LonghornVolume volume, LonghornState longhorn, DateTimeOffset now)
    {
        VolumeBackups all = default;
        foreach (var backup in longhorn.BackupIndex.Of(volume.Key.Name))
        {
            if (backup.State == BackupState.Completed) all = all.With(backup.Completed, backup.Taken, now);
            else if (backup.State == BackupState.UnderWay) all = all with { ProgressMoved = Later(all.ProgressMoved, longhorn.History.ProgressOf(backup.Key)) };
        }
        // Of a standby volume, Longhorn reports the last backup of the one it is a copy of.
        return volume.Restoring ? all : all.With(volume.LastBackupAt, null, now);
    }

    private VolumeBackups With(DateTimeOffset? completed, DateTimeOffset? taken, DateTimeOffset now) => this with
    {
        LastSuccess = Later(LastSuccess, PlausibleTime.At(completed, now)),
        LastTaken = Later(LastTaken, PlausibleTime.At(taken, now)),
        PlausibleFrom = Earliest.Of(PlausibleFrom, PlausibleTime.From(completed, now), PlausibleTime.From(taken, now)),
    };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}
