using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>Where asking for backups, or for an archive, has no effect as Longhorn is now. Said once, when it is asked for; and
/// nothing of what can't be read.</summary>
internal static class EffectWarnings
{
    public static string? MakesNoBackups(ClaimChange change)
    {
        var optsIn = OptsIn(change);
        if (!optsIn && !AsksForArchive(change)) return null;
        var (longhorn, volume) = (change.State.Longhorn, VolumeOf(change));
        if (change.Scope != Scope.Longhorn || !longhorn.Synced) return null;
        if (volume is null) return Say(BackupBlockers.OfAnyVolume(longhorn), BackupTarget.Default);
        return Say(optsIn ? BackupBlockers.OfJobs(volume, longhorn) : BackupBlockers.OfAnyBackup(volume, longhorn), volume.Target);
    }

    // Longhorn puts volumes without a job into its group default, and leaves them there when they get one.
    public static string? IsOnTwoSchedules(ClaimChange change)
    {
        if (!OptsIn(change) || !change.State.Longhorn.Synced || VolumeOf(change) is not { InDefaultGroup: true }) return null;
        return change.State.Longhorn.JobIndex.FirstInDefaultGroup is { } job
            ? $"recurringjob {job.Name} of group default backs its volume up, too: two schedules"
            : null;
    }

    private static bool OptsIn(ClaimChange change) => change.Intent.OptedIn && !change.WasIntent.OptedIn;

    private static bool AsksForArchive(ClaimChange change) => change.Intent.Archive is true && change.WasIntent.Archive is not true;

    private static LonghornVolume? VolumeOf(ClaimChange change) => change.State.VolumeOf(change.Resolved);

    private static string? Say(BackupBlocker? blocker, string target) => blocker switch
    {
        BackupBlocker.NoTarget => $"no backup can be made yet: Longhorn's BackupTarget {Bounded(target)} is not set up",
        BackupBlocker.TargetUnavailable => $"no backup can be made now: Longhorn can't reach its BackupTarget {Bounded(target)}",
        BackupBlocker.LinkedClone => "no backup can be made: the volume is a linked clone, and Longhorn makes none of those",
        BackupBlocker.Faulted => "no backup can be made now: the volume is faulted",
        BackupBlocker.Restoring => "no backup can be made now: the volume is being restored",
        BackupBlocker.Detached => $"no backup is made while the volume is detached: Setting {LonghornLabels.DetachedSetting} is off",
        _ => null,
    };

    private static string Bounded(string target) => target.Length <= 40 ? target : target[..39] + "…";
}
