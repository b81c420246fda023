using WebhookController.Core.Objects;

namespace WebhookController.Core.Status;

/// <summary>How a Longhorn PVC is protected, and how fresh its backups are. Backups are those of the PVC's volume: a PVC recreated on a fresh
/// volume isn't called fresh for its predecessor's.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Job">The job of ours that protects it now; null where none does.</param>
/// <param name="Current">Its state, and why.</param>
public sealed record ProtectionStatus(ObjectKey Claim, string? Job, ReasonedState Current)
{
    /// <summary>When the newest complete backup was complete; null where there is none.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When the newest failed backup was begun; null where none is known.</summary>
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>Failed backups seen since the start, those included that Longhorn has removed since.</summary>
    public int Failures { get; init; }

    /// <summary>From one run of the job to the next; null where its cron line is none of ours.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>When the job runs next, the controller-manager's clock being UTC; null where its cron line is none of ours.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>How many backups the job keeps; null where there is none.</summary>
    public int? Retain { get; init; }

    /// <summary>The latest creation time of job, PVC and volume; null where the PVC isn't bound, or the volume doesn't carry the job.</summary>
    public DateTimeOffset? ProtectedSince { get; init; }

    /// <summary>When a backup under way was last seen to come further; null where none is under way.</summary>
    public DateTimeOffset? ProgressMoved { get; init; }

    /// <summary>When time alone changes what is said here: the next run, or a backup dated in the future; null where it doesn't.</summary>
    internal DateTimeOffset? ChangesAt { get; init; }
}
