using WebhookController.Core.Labels;

namespace WebhookController.Core.Objects;

/// <summary>A Longhorn RecurringJob, as far as we set or heed its fields.</summary>
public sealed record RecurringJob : ClusterObject
{
    /// <summary>Its labels under our prefix.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>Its annotations under our prefix.</summary>
    public LabelSet Annotations { get; init; } = LabelSet.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>The groups whose volumes it runs on, in the order of their names and separated by commas; empty for ours.</summary>
    public string Groups { get; init; } = "";

    /// <summary>What the job does and when.</summary>
    public required JobSpec Spec { get; init; }

    /// <summary>Whether it makes backups: by the tasks <c>backup</c> and <c>backup-force-create</c>.</summary>
    public bool MakesBackups => Spec.Task is "backup" or "backup-force-create";
}

/// <summary>The fields of a RecurringJob's spec that we set.</summary>
public sealed record JobSpec
{
    /// <summary>The policy by which <see cref="Retain"/> counts (longhorn-manager, 1.13).</summary>
    public const string CountBased = "count-based";

    /// <summary><c>backup</c> for ours.</summary>
    public required string Task { get; init; }

    /// <summary>Five cron fields.</summary>
    public required string Cron { get; init; }

    /// <summary>Backups to keep.</summary>
    public required int Retain { get; init; }

    /// <summary>Volumes backed up at a time.</summary>
    public required int Concurrency { get; init; }

    /// <summary><c>parameters.full-backup-interval</c>: a number as text; null where it isn't set.</summary>
    public string? FullBackupInterval { get; init; }

    /// <summary>How backups are removed; null where Longhorn doesn't have the field, as before 1.13.</summary>
    public string? RetentionPolicy { get; init; }

    /// <summary>Whether any group runs the job; ours belong to none.</summary>
    public bool InGroups { get; init; }

    /// <summary><c>spec.labels</c> under our prefix: Longhorn copies them onto every backup that the job makes.</summary>
    public LabelSet BackupLabels { get; init; } = LabelSet.Empty;
}
