namespace WebhookController.Core.Status;

/// <summary>How states and reasons are called in metrics and in the README.</summary>
public static class ProtectionNames
{
    /// <summary>The value of the metric label <c>state</c>.</summary>
    public static string MetricName(this ProtectionState state) => state switch
    {
        ProtectionState.Protected => "protected",
        ProtectionState.Pending => "pending",
        ProtectionState.OptedOut => "opted_out",
        ProtectionState.Violating => "violating",
        ProtectionState.Conflicting => "conflicting",
        ProtectionState.Archiving => "archiving",
        ProtectionState.Archived => "archived",
        ProtectionState.Unprotected => "unprotected",
        ProtectionState.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "a state without a name"),
    };

    /// <summary>The value of the metric label <c>reason</c>.</summary>
    public static string MetricName(this ProtectionReason reason) => reason switch
    {
        ProtectionReason.Ok => "ok",
        ProtectionReason.Idle => "idle",
        ProtectionReason.DefaultGroupOverlap => "default_group_overlap",
        ProtectionReason.Unbound => "unbound",
        ProtectionReason.FirstRunNotDue => "first_run_not_due",
        ProtectionReason.EnabledFalse => "enabled_false",
        ProtectionReason.NameConflict => "name_conflict",
        ProtectionReason.InProgress => "in_progress",
        ProtectionReason.Failed => "failed",
        ProtectionReason.Ready => "ready",
        ProtectionReason.VolumeMissing => "volume_missing",
        ProtectionReason.JobMissing => "job_missing",
        ProtectionReason.LabelOverwritten => "label_overwritten",
        ProtectionReason.DetachedAndSettingOff => "detached_and_setting_off",
        ProtectionReason.Faulted => "faulted",
        ProtectionReason.Restoring => "restoring",
        ProtectionReason.NoTarget => "no_target",
        ProtectionReason.TargetUnavailable => "target_unavailable",
        ProtectionReason.PlanningFailed => "planning_failed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without a name"),
    };
}
