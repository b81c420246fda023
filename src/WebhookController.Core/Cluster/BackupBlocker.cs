using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Core.Cluster;

/// <summary>What keeps Longhorn from making backups of a volume (longhorn-manager, app/recurring_job.go filterVolumesForJob, and its refusals of
/// a Backup). What can't be read is no obstacle.</summary>
public static class BackupBlocker
{
    /// <summary>What is in the way of every backup, made by a job or not; null where nothing is known to be.</summary>
    public static ProtectionReason? ToAnyBackup(LonghornVolume volume, LonghornState longhorn) =>
        OfTarget(longhorn.KeyOf(volume.Target), longhorn)
        ?? (volume.Faulted ? ProtectionReason.Faulted : volume.Restoring ? ProtectionReason.Restoring : null);

    /// <summary>What is in the way of recurring jobs; null where nothing is known to be. That a volume is merely detached comes last: the others
    /// are worse.</summary>
    public static ProtectionReason? ToJobs(LonghornVolume volume, LonghornState longhorn) =>
        ToAnyBackup(volume, longhorn)
        ?? (volume.Detached && longhorn.RunsWhileDetached is false ? ProtectionReason.DetachedAndSettingOff : null);

    /// <summary>What is in the way of backups of a volume that isn't there yet: only what is so with every BackupTarget.</summary>
    public static ProtectionReason? ToAnyVolume(LonghornState longhorn)
    {
        var targets = longhorn.Targets;
        if (!targets.Synced || !targets.Unknown.IsEmpty) return null;
        ProtectionReason? common = ProtectionReason.NoTarget;
        foreach (var target in targets.Items.Values)
        {
            if (OfTarget(target.Key, longhorn) is not { } trouble) return null;
            if (trouble == ProtectionReason.TargetUnavailable) common = trouble;
        }
        return common;
    }

    /// <summary>An obstacle in words that follow "while".</summary>
    public static string InWords(ProtectionReason obstacle) => obstacle switch
    {
        ProtectionReason.NoTarget => "Longhorn's backup target is not set up",
        ProtectionReason.TargetUnavailable => "Longhorn can't reach its backup target",
        ProtectionReason.Faulted => "the volume is faulted",
        ProtectionReason.Restoring => "the volume is being restored",
        ProtectionReason.DetachedAndSettingOff => "the volume is detached",
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle, "no obstacle"),
    };

    private static ProtectionReason? OfTarget(ObjectKey key, LonghornState longhorn) => longhorn.Targets[key] switch
    {
        _ when !longhorn.Targets.Synced => null,
        null => longhorn.Targets.IsAbsent(key) ? ProtectionReason.NoTarget : null,
        { HasUrl: false } => ProtectionReason.NoTarget,
        { Available: false } => ProtectionReason.TargetUnavailable,
        _ => null,
    };
}
