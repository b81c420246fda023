using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Core.Reviews;

/// <summary>Where asking for backups, or for an archive, will not have its effect as Longhorn stands now. Said once, when it is asked for; and
/// nothing of what can't be read.</summary>
internal static class EffectWarnings
{
    public static string? MakesNoBackups(ClaimChange change)
    {
        var optsIn = OptsIn(change);
        if (!optsIn && !AsksForArchive(change)) return null;
        var (longhorn, volume) = (change.State.Longhorn, VolumeOf(change));
        if (change.Scope != Scope.Longhorn || !longhorn.Synced) return null;
        if (volume is null) return Say(BackupBlocker.ToAnyVolume(longhorn), BackupTarget.Default);
        return Say(optsIn ? BackupBlocker.ToJobs(volume, longhorn) : BackupBlocker.ToAnyBackup(volume, longhorn), volume.Target);
    }

    // Longhorn puts volumes without a job into its group default, and leaves them there when they get one.
    public static string? IsOnTwoSchedules(ClaimChange change)
    {
        if (!OptsIn(change) || !change.State.Longhorn.Synced || VolumeOf(change) is not { InDefaultGroup: true }) return null;
        foreach (var job in change.State.Longhorn.Jobs.Items.Values)
            if (job is { InDefaultGroup: true, Deleting: false, MakesBackups: true })
                return $"recurringjob {job.Key.Name} of group default backs its volume up, too: two schedules";
        return null;
    }

    private static bool OptsIn(ClaimChange change) => change.Intent.OptedIn && !change.WasIntent.OptedIn;

    private static bool AsksForArchive(ClaimChange change) => change.Intent.Archive is true && change.WasIntent.Archive is not true;

    private static LonghornVolume? VolumeOf(ClaimChange change) => ClaimScope.LonghornVolumeOf(change.After, change.State) is { } handle
        ? change.State.Longhorn.Volumes[change.State.Longhorn.KeyOf(handle)]
        : null;

    private static string? Say(ProtectionReason? obstacle, string target) => obstacle switch
    {
        ProtectionReason.NoTarget => $"no backup can be made yet: Longhorn's BackupTarget {Bounded(target)} is not set up",
        ProtectionReason.TargetUnavailable => $"no backup can be made now: Longhorn can't reach its BackupTarget {Bounded(target)}",
        ProtectionReason.Faulted => "no backup can be made now: the volume is faulted",
        ProtectionReason.Restoring => "no backup can be made now: the volume is being restored",
        ProtectionReason.DetachedAndSettingOff => $"no backup is made while the volume is detached: Setting {LonghornLabels.DetachedSetting} is off",
        _ => null,
    };

    private static string Bounded(string target) => target.Length <= 40 ? target : target[..39] + "…";
}
