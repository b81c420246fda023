namespace WebhookController.Core.Labels;

/// <summary>Names that Longhorn gives meaning to (types/types.go of longhorn-manager).</summary>
public static class LonghornLabels
{
    /// <summary>On a Volume (or a PVC with <see cref="Source"/>): <c>recurring-job.longhorn.io/&lt;job&gt;: enabled</c> runs the job on it.</summary>
    public const string JobPrefix = "recurring-job.longhorn.io/";

    /// <summary>On a PVC: Longhorn overwrites the Volume's job labels with the PVC's.</summary>
    public const string Source = JobPrefix + "source";

    /// <summary>The value that makes a job label, or <see cref="Source"/>, count.</summary>
    public const string Enabled = "enabled";

    /// <summary>Longhorn's CSI driver: the provisioner of its StorageClasses and the driver of its PVs.</summary>
    public const string Driver = "driver.longhorn.io";

    /// <summary>In <c>Backup.status.labels</c>: the job that made the backup.</summary>
    public const string BackupJob = "RecurringJob";

    /// <summary>In <c>Backup.status.labels</c>: JSON that names the PVC the volume was of when the backup was made.</summary>
    public const string BackupKubernetesStatus = "KubernetesStatus";

    /// <summary>The Setting that caps <c>spec.retain</c> of every job.</summary>
    public const string MaxRetainSetting = "recurring-job-max-retention";

    /// <summary>The Setting that lets jobs run on volumes that are detached.</summary>
    public const string DetachedSetting = "allow-recurring-job-while-volume-detached";

    /// <summary>The Setting that says which Longhorn this is.</summary>
    public const string VersionSetting = "current-longhorn-version";

    /// <summary>On a Volume: a linked clone that was made before Longhorn 1.12 (whose upgrade puts the label on).</summary>
    public const string LegacyLinkedClone = "legacy-linked-clone";

    /// <summary>The group that Longhorn puts volumes into which carry no job.</summary>
    public const string DefaultGroup = "default";

    /// <summary>On a Volume: the jobs of <see cref="DefaultGroup"/> run on it.</summary>
    public const string InDefaultGroup = GroupPrefix + DefaultGroup;

    /// <summary>On a Volume: the jobs of this group run on it.</summary>
    public const string GroupPrefix = "recurring-job-group.longhorn.io/";

    /// <summary>On a Backup: the Volume it is of.</summary>
    public const string BackupVolume = "backup-volume";

    /// <summary>The label by which <paramref name="job"/> runs on a volume.</summary>
    public static string ForJob(string job) => JobPrefix + job;

    /// <summary>The group whose jobs a Volume's label runs; null for other labels.</summary>
    public static string? GroupOf(string key) => key.StartsWith(GroupPrefix, StringComparison.Ordinal) ? key[GroupPrefix.Length..] : null;

    /// <summary>The job that a Volume's or PVC's label runs; null for other labels.</summary>
    public static string? JobOf(string key) =>
        key.StartsWith(JobPrefix, StringComparison.Ordinal) && key != Source ? key[JobPrefix.Length..] : null;
}
