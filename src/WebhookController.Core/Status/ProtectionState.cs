namespace WebhookController.Core.Status;

/// <summary>Whether a Longhorn PVC is protected by backups: a closed set, each with the value of the metric label <c>state</c>. It says how things
/// are set up; whether backups are fresh follows from their times.</summary>
public enum ProtectionState
{
    /// <summary>Backed up on its schedule, or nothing of it is missing.</summary>
    Protected,

    /// <summary>It will be backed up; that it isn't yet is as it should be.</summary>
    Pending,

    /// <summary>It asks not to be backed up.</summary>
    OptedOut,

    /// <summary>Its labels have a mistake; a job it has goes on as it is.</summary>
    Violating,

    /// <summary>It asks for a job that somebody else has or wants.</summary>
    Conflicting,

    /// <summary>It asks for an archive, which isn't complete.</summary>
    Archiving,

    /// <summary>Its archive is complete.</summary>
    Archived,

    /// <summary>It asks to be backed up, and isn't.</summary>
    Unprotected,

    /// <summary>A rule says that it is of no concern.</summary>
    Exempt,

    /// <summary>Nothing can be said of it.</summary>
    Unknown,
}

/// <summary>Why a PVC is in its state, where its violations don't say it: a closed set, each with the value of the metric label
/// <c>reason</c>.</summary>
public enum ProtectionReason
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>No run is due for it, and none is missed: its last backup was taken after the last Pod had let go of it.</summary>
    Idle,

    /// <summary>Its job keeps more backups than Longhorn's Setting allows by now: it goes on, and Longhorn refuses every change of it.</summary>
    RetainAboveCeiling,

    /// <summary>Longhorn's group <c>default</c> backs it up as well: two schedules make backups of it.</summary>
    DefaultGroupOverlap,

    /// <summary>Another schedule, of a group or of a job of somebody else, backs it up: as well as its job, or though its labels say nothing.</summary>
    OtherSchedule,

    /// <summary>It isn't bound to a volume yet.</summary>
    Unbound,

    /// <summary>The time of the job's first run hasn't come.</summary>
    FirstRunNotDue,

    /// <summary>Its label <c>enabled</c>, or else that of its Namespace or StorageClass, is false.</summary>
    EnabledFalse,

    /// <summary>Somebody else has, or wants, the job of its name.</summary>
    NameConflict,

    /// <summary>The archive is being made.</summary>
    InProgress,

    /// <summary>The last try of the archive failed.</summary>
    Failed,

    /// <summary>The archive is complete.</summary>
    Ready,

    /// <summary>Its PV, or Longhorn's Volume behind it, isn't there.</summary>
    VolumeMissing,

    /// <summary>There is no RecurringJob of ours for it.</summary>
    JobMissing,

    /// <summary>The volume doesn't carry the job's label: somebody, or Longhorn, took it off.</summary>
    LabelOverwritten,

    /// <summary>The volume is detached, and Longhorn's Setting has recurring jobs leave detached volumes out.</summary>
    DetachedAndSettingOff,

    /// <summary>The volume is faulted: Longhorn leaves it out.</summary>
    Faulted,

    /// <summary>The volume is being restored, or is a standby for another cluster: Longhorn leaves it out.</summary>
    Restoring,

    /// <summary>The volume is a linked clone, of which Longhorn makes no backups.</summary>
    LinkedClone,

    /// <summary>Its labels say nothing, and its volume carries the job of another PVC: backups of it are made under that one's name.</summary>
    BackedUpAsAnother,

    /// <summary>The volume's BackupTarget isn't there, or has no URL.</summary>
    NoTarget,

    /// <summary>The volume's BackupTarget can't be reached.</summary>
    TargetUnavailable,

    /// <summary>It is in a namespace that is exempt.</summary>
    ExemptNamespace,

    /// <summary>A selector of exempt PVCs selects it.</summary>
    ExemptSelector,

    /// <summary>It is temporary by construction.</summary>
    ExemptTemporary,

    /// <summary>It says nothing, and its Namespace or StorageClass, which may say it, can't be read.</summary>
    LayerUnreadable,

    /// <summary>Planning for it failed, which is a bug: its job is left alone, and the log says more.</summary>
    PlanningFailed,
}

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
        ProtectionState.Exempt => "exempt",
        ProtectionState.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "a state without a name"),
    };

    /// <summary>The value of the metric label <c>reason</c>.</summary>
    public static string MetricName(this ProtectionReason reason) => reason switch
    {
        ProtectionReason.Ok => "ok",
        ProtectionReason.Idle => "idle",
        ProtectionReason.RetainAboveCeiling => "retain_above_ceiling",
        ProtectionReason.DefaultGroupOverlap => "default_group_overlap",
        ProtectionReason.OtherSchedule => "other_schedule",
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
        ProtectionReason.LinkedClone => "linked_clone",
        ProtectionReason.BackedUpAsAnother => "backed_up_as_another",
        ProtectionReason.Restoring => "restoring",
        ProtectionReason.NoTarget => "no_target",
        ProtectionReason.TargetUnavailable => "target_unavailable",
        ProtectionReason.ExemptNamespace => "exempt_namespace",
        ProtectionReason.ExemptSelector => "exempt_selector",
        ProtectionReason.ExemptTemporary => "exempt_temporary",
        ProtectionReason.LayerUnreadable => "layer_unreadable",
        ProtectionReason.PlanningFailed => "planning_failed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without a name"),
    };
}
