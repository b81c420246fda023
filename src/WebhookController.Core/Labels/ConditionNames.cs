namespace WebhookController.Core.Labels;

/// <summary>How conditions are called in metrics, logs and the README.</summary>
public static class ConditionNames
{
    /// <summary>The value of the metric label <c>condition</c>.</summary>
    public static string MetricName(this Condition condition) => condition switch
    {
        Condition.MissingEnabledLabel => "missing_enabled_label",
        Condition.InvalidEnabled => "invalid_enabled",
        Condition.MissingNameLabel => "missing_name_label",
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
