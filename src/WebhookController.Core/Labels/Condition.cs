namespace WebhookController.Core.Labels;

/// <summary>What can be wrong with a PVC's backup labels: a closed set, each with the value of the metric label <c>condition</c>.</summary>
public enum Condition
{
    /// <summary>Nothing says whether the PVC is backed up.</summary>
    MissingEnabledLabel,

    /// <summary><c>enabled</c> is neither true nor false.</summary>
    InvalidEnabled,

    /// <summary><c>name</c> isn't a DNS-1123 label.</summary>
    InvalidName,

    /// <summary>Somebody else has, or wants, the job of that name.</summary>
    NameConflict,

    /// <summary><c>retain</c> is out of range.</summary>
    InvalidRetain,

    /// <summary><c>interval</c> doesn't divide a day.</summary>
    InvalidInterval,

    /// <summary><c>start</c> isn't HHMM.</summary>
    InvalidStart,

    /// <summary><c>full-backup-interval</c> is out of range.</summary>
    InvalidFullBackupInterval,

    /// <summary><c>concurrency</c> is out of range.</summary>
    InvalidConcurrency,

    /// <summary><c>archive</c> is neither true nor false, or the PVC isn't opted in.</summary>
    InvalidArchive,

    /// <summary><c>archive-delete-after</c> isn't a date, or there is no archive.</summary>
    InvalidArchiveDeleteAfter,

    /// <summary>The PVC is to be deleted before its archive is ready.</summary>
    ArchiveNotReady,

    /// <summary>A key under our prefix that means nothing.</summary>
    UnknownLabel,
}

/// <summary>How conditions are called in metrics, logs and the README.</summary>
public static class ConditionNames
{
    /// <summary>The value of the metric label <c>condition</c>.</summary>
    public static string MetricName(this Condition condition) => condition switch
    {
        Condition.MissingEnabledLabel => "missing_enabled_label",
        Condition.InvalidEnabled => "invalid_enabled",
        Condition.InvalidName => "invalid_name",
        Condition.NameConflict => "name_conflict",
        Condition.InvalidRetain => "invalid_retain",
        Condition.InvalidInterval => "invalid_interval",
        Condition.InvalidStart => "invalid_start",
        Condition.InvalidFullBackupInterval => "invalid_full_backup_interval",
        Condition.InvalidConcurrency => "invalid_concurrency",
        Condition.InvalidArchive => "invalid_archive",
        Condition.InvalidArchiveDeleteAfter => "invalid_archive_delete_after",
        Condition.ArchiveNotReady => "archive_not_ready",
        Condition.UnknownLabel => "unknown_label",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "a condition without a name"),
    };
}
