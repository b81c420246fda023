using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>What keeps Longhorn from making backups of a volume (longhorn-manager, app/recurring_job.go filterVolumesForJob, and its refusals of
/// a Backup).</summary>
public enum BackupBlocker
{
    /// <summary>The volume's BackupTarget isn't there, or has no URL.</summary>
    NoTarget,

    /// <summary>The volume's BackupTarget can't be reached.</summary>
    TargetUnavailable,

    /// <summary>The volume is a linked clone, of which Longhorn makes no backups.</summary>
    LinkedClone,

    /// <summary>The volume is faulted.</summary>
    Faulted,

    /// <summary>The volume is being restored, or is a standby for another cluster.</summary>
    Restoring,

    /// <summary>The volume is detached, and Longhorn's Setting has recurring jobs leave detached volumes out.</summary>
    Detached,
}

/// <summary>Finds blockers. What can't be read blocks nothing.</summary>
public static class BackupBlockers
{
    /// <summary>What blocks every backup, made by a job or not; null where nothing is known to.</summary>
    public static BackupBlocker? OfAnyBackup(LonghornVolume volume, LonghornState longhorn) =>
        (longhorn.RefusesBackupsOf(volume) ? BackupBlocker.LinkedClone : OfTarget(longhorn.KeyOf(volume.Target), longhorn))
        ?? (volume.Faulted ? BackupBlocker.Faulted : volume.Restoring ? BackupBlocker.Restoring : null);

    /// <summary>What blocks recurring jobs; null where nothing is known to. That a volume is merely detached comes last: the others
    /// are worse.</summary>
    public static BackupBlocker? OfJobs(LonghornVolume volume, LonghornState longhorn) =>
        OfAnyBackup(volume, longhorn)
        ?? (volume.Detached && longhorn.RunsWhileDetached is false ? BackupBlocker.Detached : null);

    /// <summary>What blocks backups of a volume that isn't there yet: only what is so with every BackupTarget.</summary>
    public static BackupBlocker? OfAnyVolume(LonghornState longhorn)
    {
        var targets = longhorn.Targets;
        if (!targets.Synced || !targets.Unknown.IsEmpty) return null;
        BackupBlocker? common = BackupBlocker.NoTarget;
        foreach (var target in targets.Items.Values)
        {
            if (OfTarget(target.Key, longhorn) is not { } blocker) return null;
            if (blocker == BackupBlocker.TargetUnavailable) common = blocker;
        }
        return common;
    }

    /// <summary>A blocker in words that follow "while".</summary>
    public static string InWords(this BackupBlocker blocker) => blocker switch
    {
        BackupBlocker.NoTarget => "Longhorn's backup target is not set up",
        BackupBlocker.TargetUnavailable => "Longhorn can't reach its backup target",
        BackupBlocker.LinkedClone => "the volume is a linked clone, of which Longhorn makes no backups",
        BackupBlocker.Faulted => "the volume is faulted",
        BackupBlocker.Restoring => "the volume is being restored",
        BackupBlocker.Detached => "the volume is detached",
        _ => throw new ArgumentOutOfRangeException(nameof(blocker), blocker, "a blocker without words"),
    };

    private static BackupBlocker? OfTarget(ObjectKey key, LonghornState longhorn) => longhorn.Targets[key] switch
    {
        _ when !longhorn.Targets.Synced => null,
        null => longhorn.Targets.IsAbsent(key) ? BackupBlocker.NoTarget : null,
        { HasUrl: false } => BackupBlocker.NoTarget,
        { Available: false } => BackupBlocker.TargetUnavailable,
        _ => null,
    };
}
