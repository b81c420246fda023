using WebhookController.Core.Labels;

namespace WebhookController.Core.Objects;

/// <summary>A Longhorn Volume, as far as it tells which jobs run on it, and what keeps them from it. What merely passes (attaching, rebuilding)
/// isn't read.</summary>
public sealed record LonghornVolume : ClusterObject
{
    /// <summary>Its labels that run jobs (see <see cref="LonghornLabels.JobPrefix"/>).</summary>
    public LabelSet JobLabels { get; init; } = LabelSet.Empty;

    /// <summary>When it got each of them, as far as that is known.</summary>
    public JobLabelTimes JobLabelsSince { get; init; }

    /// <summary>Its labels that run the jobs of groups (see <see cref="LonghornLabels.GroupPrefix"/>).</summary>
    public LabelSet GroupLabels { get; init; } = LabelSet.Empty;

    /// <summary>Whether the jobs of Longhorn's group <c>default</c> run on it.</summary>
    public bool InDefaultGroup => GroupLabels[LonghornLabels.InDefaultGroup] == LonghornLabels.Enabled;

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary><c>status.state</c> is <c>detached</c>.</summary>
    public bool Detached { get; init; }

    /// <summary><c>status.robustness</c> is <c>faulted</c>.</summary>
    public bool Faulted { get; init; }

    /// <summary>It is being restored from a backup, or is a standby for another cluster.</summary>
    public bool Restoring { get; init; }

    /// <summary><c>spec.cloneMode</c> is <c>linked-clone</c>: it shares its data with the volume it was cloned from.</summary>
    public bool LinkedClone { get; init; }

    /// <summary>It has the label <c>legacy-linked-clone</c>: a linked clone that was made before Longhorn 1.12.</summary>
    public bool LegacyLinkedClone { get; init; }

    /// <summary><c>status.lastBackupAt</c>, refreshed when the backup target is polled; null where there is none.</summary>
    public DateTimeOffset? LastBackupAt { get; init; }

    /// <summary><c>status.kubernetesStatus.lastPodRefAt</c>: when the last Pod let go of it; null while one uses it, or if none ever did
    /// (longhorn-manager, KubernetesPVController.setWorkloads).</summary>
    public DateTimeOffset? LastPodRefAt { get; init; }

    /// <summary><c>spec.backupTargetName</c>: the BackupTarget of its backups.</summary>
    public string Target { get; init; } = BackupTarget.Default;
}
