using WebhookController.Core.Labels;

namespace WebhookController.Core.Status;

/// <summary>A state with its reason: the pairs that the README's table lists, and no others.</summary>
/// <param name="State">The state.</param>
/// <param name="ReasonName">The value of the metric label <c>reason</c>; of a violating PVC, the name of its first violation.</param>
public readonly record struct ReasonedState(ProtectionState State, string ReasonName)
{
    /// <summary>The standing for a reason: each belongs to one state.</summary>
    public static ReasonedState For(ProtectionReason reason) => new(StateOf(reason), reason.MetricName());

    /// <summary>The standing of a PVC with this violation.</summary>
    public static ReasonedState Violating(Condition condition) => new(ProtectionState.Violating, condition.MetricName());

    private static ProtectionState StateOf(ProtectionReason reason) => reason switch
    {
        ProtectionReason.Ok or ProtectionReason.Idle or ProtectionReason.DefaultGroupOverlap => ProtectionState.Protected,
        ProtectionReason.Unbound or ProtectionReason.FirstRunNotDue => ProtectionState.Pending,
        ProtectionReason.EnabledFalse => ProtectionState.OptedOut,
        ProtectionReason.NameConflict => ProtectionState.Conflicting,
        ProtectionReason.InProgress or ProtectionReason.Failed => ProtectionState.Archiving,
        ProtectionReason.Ready => ProtectionState.Archived,
        ProtectionReason.PlanningFailed => ProtectionState.Unknown,
        _ => ProtectionState.Unprotected,
    };
}
