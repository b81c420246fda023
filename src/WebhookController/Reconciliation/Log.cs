using WebhookController.Core.Objects;

namespace WebhookController.Reconciliation;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Claim}: {Change}")]
    public static partial void ChangeMade(this ILogger logger, ObjectKey claim, string change);

    [LoggerMessage(LogLevel.Warning, "{Claim}: could not {Change}: {Problem}; it is tried again")]
    public static partial void ChangeFailed(this ILogger logger, ObjectKey claim, string change, string problem);

    [LoggerMessage(LogLevel.Error, "{Claim} can't be planned for, which is a bug: its job is left alone, and its state is unknown")]
    public static partial void PlanningFailed(this ILogger logger, ObjectKey claim, Exception bug);

    [LoggerMessage(LogLevel.Error, "{Claim}: a change broke off, which is a bug")]
    public static partial void ChangeBroke(this ILogger logger, ObjectKey claim, Exception bug);

    [LoggerMessage(LogLevel.Error, "A pass broke off; the next change or resync tries again")]
    public static partial void PassBroke(this ILogger logger, Exception bug);

    [LoggerMessage(LogLevel.Warning, "Nothing is written while this can't be read: {Missing}. Admission goes on answering")]
    public static partial void Degraded(this ILogger logger, string missing);

    [LoggerMessage(LogLevel.Warning, "Longhorn's BackupTargets can't be read ({Problem}): whether backups have somewhere to go is not known")]
    public static partial void TargetsUnknown(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Information, "Everything has been read: {Claims} PVCs, {Jobs} RecurringJobs")]
    public static partial void Complete(this ILogger logger, int claims, int jobs);

    [LoggerMessage(LogLevel.Warning, "{Count} deletions of jobs are held until a person agrees, being too many of {Total} managed jobs within ten minutes: "
        + "set allow-mass-deletion={Digest} in the ConfigMap backup-defaults. The jobs: {Jobs}")]
    public static partial void DeletionsHeld(this ILogger logger, int count, int total, string digest, string jobs);

    [LoggerMessage(LogLevel.Warning, "{Count} jobs keep their retain until a person agrees to a lower one: Longhorn would delete {AtStake} of {All} backups. "
        + "Set allow-lower-retention={Digest} in the ConfigMap backup-defaults. The jobs: {Jobs}")]
    public static partial void RetentionHeld(this ILogger logger, int count, int atStake, int all, string digest, string jobs);

    [LoggerMessage(LogLevel.Warning, "{Claim}: can't {Change}: the job keeps {Retain} backups, more than Longhorn's Setting recurring-job-max-retention allows by now")]
    public static partial void ChangeBlocked(this ILogger logger, ObjectKey claim, string change, int retain);

    [LoggerMessage(LogLevel.Warning, "The ConfigMap backup-defaults is not followed, jobs keep what it said last: {Mistakes}")]
    public static partial void DefaultsInvalid(this ILogger logger, string mistakes);

    [LoggerMessage(LogLevel.Warning, "The backup labels of {Layer} are not followed, what they said last stays in force: {Mistakes}")]
    public static partial void LayerInvalid(this ILogger logger, string layer, string mistakes);

    [LoggerMessage(LogLevel.Information, "{Claim}: recurringjob {Job}: {Standing}")]
    public static partial void Archive(this ILogger logger, ObjectKey claim, string job, string standing);

    [LoggerMessage(LogLevel.Information, "Dry run: {Claim}: {Change}")]
    public static partial void WouldChange(this ILogger logger, ObjectKey claim, string change);
}
