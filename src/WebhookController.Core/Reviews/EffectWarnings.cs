using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>Where asking for backups, or for an archive, has no effect as Longhorn is now. Said once, when it is asked for; and
/// nothing of what can't be read.</summary>
internal static class EffectWarnings
{
    public static IEnumerable<string> MakesNoBackups(ClaimChange change) => Blocker(change) is { } text ? [text] : [];

    private static string? Blocker(ClaimChange change)
    {
        var optsIn = OptsIn(change);
        if (!optsIn && !AsksForArchive(change)) return null;
        var (longhorn, volume) = (change.State.Longhorn, VolumeOf(change));
        if (change.Scope != Scope.Longhorn || !longhorn.Synced) return null;
        if (volume is null) return Say(BackupBlockers.OfAnyVolume(longhorn), BackupTarget.Default);
        return Say(optsIn ? BackupBlockers.OfJobs(volume, longhorn) : BackupBlockers.OfAnyBackup(volume, longhorn), volume.Target);
    }

    private static bool OptsIn(ClaimChange change) => change.Intent.OptedIn && !change.WasIntent.OptedIn;

    private static bool AsksForArchive(ClaimChange change) => change.Intent.WantsArchive && !change.WasIntent.WantsArchive;

    private static LonghornVolume? VolumeOf(ClaimChange change) => change.State.VolumeOf(change.Resolved);

    private static string? Say(BackupBlocker? blocker, string target) => blocker switch
    {
        BackupBlocker.NoTarget => $"no backup yet: Longhorn's BackupTarget {Bounded(target)} is not set up",
        BackupBlocker.TargetUnavailable => $"no backup now: Longhorn can't reach BackupTarget {Bounded(target)}",
        BackupBlocker.LinkedClone => "no backups: Longhorn makes none of linked clones",
        BackupBlocker.Faulted => "no backup now: the volume is faulted",
        BackupBlocker.Restoring => "no backup now: the volume is being restored",
        BackupBlocker.Detached => $"no backup while detached: {LonghornLabels.DetachedSetting} is off",
        _ => null,
    };

    private static string Bounded(string target) => WarningText.Bounded(target, 24);
}
