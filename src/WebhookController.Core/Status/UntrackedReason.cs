namespace WebhookController.Core.Status;

/// <summary>Why no managed job accounts for a backup: a closed set, each with the value of the metric label <c>reason</c>.</summary>
public enum UntrackedReason
{
    /// <summary>No job made it, and it is no archive.</summary>
    ByHand,

    /// <summary>A job made it that isn't managed here.</summary>
    OtherJob,

    /// <summary>The job that made it, or kept it as an archive, is gone or has let go of it.</summary>
    JobGone,

    /// <summary>It is of an archive whose last day is over.</summary>
    ArchiveExpired,
}

/// <summary>How untracked backups are called in metrics.</summary>
public static class UntrackedReasonNames
{
    /// <summary>The value of the metric label <c>reason</c>.</summary>
    public static string MetricName(this UntrackedReason reason) => reason switch
    {
        UntrackedReason.ByHand => "by_hand",
        UntrackedReason.OtherJob => "other_job",
        UntrackedReason.JobGone => "job_gone",
        UntrackedReason.ArchiveExpired => "archive_expired",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without a name"),
    };
}

/// <summary>Complete backups that no managed job accounts for, of one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Backups">How many.</param>
/// <param name="Bytes">How large they are together, as Longhorn says.</param>
public sealed record Untracked(UntrackedReason Reason, int Backups, long Bytes);
