using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Status;

/// <summary>How a Longhorn PVC is protected, and how fresh its backups are. Backups are those of the PVC's volume: a PVC recreated on a fresh
/// volume isn't called fresh for its predecessor's.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Job">The job of ours that protects it now; null where none does.</param>
/// <param name="Current">Its state, and why.</param>
public sealed record ProtectionStatus(ObjectKey Claim, string? Job, ReasonedState Current)
{
    /// <summary>Whether the volume carries the job, and the PVC hasn't opted out.</summary>
    public bool Managed { get; init; }

    /// <summary>When the newest complete backup was complete; null where there is none.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When the newest failed backup was started; null where none is known.</summary>
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>Failed backups seen since the start, those included that Longhorn has removed since.</summary>
    public int Failures { get; init; }

    /// <summary>When the job runs; null where its cron line is none of ours.</summary>
    public RunTimes? Runs { get; init; }

    /// <summary>From one run of the job to the next; null where its cron line is none of ours.</summary>
    public TimeSpan? Interval => Runs?.Interval;

    /// <summary>When the job runs next, the controller-manager's clock being UTC; null where its cron line is none of ours.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>How many backups the job keeps; null where there is none.</summary>
    public int? Retain { get; init; }

    /// <summary>When job, PVC and volume were all there and the volume had the label of the job, as far as that is known; null where the PVC isn't
    /// bound, or the volume doesn't carry the job.</summary>
    public DateTimeOffset? ProtectedSince { get; init; }

    /// <summary>When a backup under way was last seen to come further; null where none is under way.</summary>
    public DateTimeOffset? ProgressMoved { get; init; }

    /// <summary>When time alone changes what is said here: the next run, or a backup or a label dated in the future; null where it doesn't.</summary>
    internal DateTimeOffset? ChangesAt { get; init; }
}

/// <summary>A state with its reason: the pairs that the README's table lists, and no others.</summary>
/// <param name="State">The state.</param>
/// <param name="ReasonName">The value of the metric label <c>reason</c>; of a violating PVC, the name of its first violation.</param>
public readonly record struct ReasonedState(ProtectionState State, string ReasonName)
{
    /// <summary>The state of a PVC that says nothing and that others than we back up.</summary>
    public static ReasonedState BackedUpByOthersOnly { get; } = new(ProtectionState.Violating, ProtectionReason.OtherSchedule.MetricName());

    /// <summary>The state of a PVC of which only the labels could be read so far.</summary>
    public static ReasonedState NotRead { get; } = new(ProtectionState.Unknown, "not_read");

    /// <summary>The state for a reason: each belongs to one state, but for another schedule, which a PVC may have without ours, too
    /// (<see cref="BackedUpByOthersOnly"/>).</summary>
    public static ReasonedState For(ProtectionReason reason) => new(StateOf(reason), reason.MetricName());

    /// <summary>The state of a PVC with this violation.</summary>
    public static ReasonedState Violating(Condition condition) => new(ProtectionState.Violating, condition.MetricName());

    private static ProtectionState StateOf(ProtectionReason reason) => reason switch
    {
        ProtectionReason.Ok or ProtectionReason.Idle or ProtectionReason.RetainAboveCeiling or ProtectionReason.DefaultGroupOverlap or ProtectionReason.OtherSchedule
            => ProtectionState.Protected,
        ProtectionReason.Unbound or ProtectionReason.FirstRunNotDue => ProtectionState.Pending,
        ProtectionReason.EnabledFalse => ProtectionState.OptedOut,
        ProtectionReason.NameConflict => ProtectionState.Conflicting,
        ProtectionReason.InProgress or ProtectionReason.Failed => ProtectionState.Archiving,
        ProtectionReason.Ready => ProtectionState.Archived,
        ProtectionReason.ExemptNamespace or ProtectionReason.ExemptSelector or ProtectionReason.ExemptTemporary => ProtectionState.Exempt,
        ProtectionReason.PlanningFailed or ProtectionReason.LayerUnreadable => ProtectionState.Unknown,
        ProtectionReason.BackedUpAsAnother => ProtectionState.Violating,
        _ => ProtectionState.Unprotected,
    };
}

/// <summary>How the labels of a Longhorn PVC are.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Job">The job of ours that protects it now; null where none does.</param>
/// <param name="Violations">What is wrong with its labels.</param>
public sealed record ClaimStatus(ObjectKey Claim, string? Job, IReadOnlyList<Violation> Violations);

/// <summary>How a BackupTarget is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Available">Whether Longhorn reaches it.</param>
public sealed record TargetStatus(string Name, bool Available);
