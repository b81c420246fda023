namespace WebhookController.Core.Events;

/// <summary>Why people are told: the reason of an Event, by its name. A closed set.</summary>
public enum EventReason
{
    /// <summary>A job was made for the PVC.</summary>
    BackupJobCreated,

    /// <summary>The PVC's job was changed.</summary>
    BackupJobChanged,

    /// <summary>The PVC's job was deleted: it is opted out, or has another job now.</summary>
    BackupJobDeleted,

    /// <summary>The PVC's volume runs its job.</summary>
    VolumeAttached,

    /// <summary>The PVC's volume no longer runs a job of ours.</summary>
    VolumeDetached,

    /// <summary>The PVC's labels can't be acted upon.</summary>
    LabelsRefused,

    /// <summary>Somebody else has, or wants, the PVC's job.</summary>
    NameConflict,

    /// <summary>An attempt to archive the PVC has begun.</summary>
    ArchiveStarted,

    /// <summary>The archive is complete: the PVC can go.</summary>
    ArchiveReady,

    /// <summary>An attempt to archive the PVC failed, or it went before any was complete.</summary>
    ArchiveFailed,

    /// <summary>The PVC went without an archive, and its job with it.</summary>
    DeletedWithoutArchive,

    /// <summary>Too many jobs would be deleted at once; told of the ConfigMap of defaults, where consent is given.</summary>
    DeletionsHeld,
}

/// <summary>What goes with a reason.</summary>
public static class EventReasons
{
    /// <summary>Whether somebody should look at it: the Event's type is then Warning, else Normal.</summary>
    public static bool IsWarning(this EventReason reason) => reason is EventReason.LabelsRefused or EventReason.NameConflict
        or EventReason.ArchiveFailed or EventReason.DeletedWithoutArchive or EventReason.DeletionsHeld;

    /// <summary>What was being done: the Event's action.</summary>
    public static string Action(this EventReason reason) => reason switch
    {
        EventReason.BackupJobCreated => "CreateJob",
        EventReason.BackupJobChanged => "ChangeJob",
        EventReason.BackupJobDeleted or EventReason.DeletedWithoutArchive or EventReason.DeletionsHeld => "DeleteJob",
        EventReason.VolumeAttached => "AttachVolume",
        EventReason.VolumeDetached => "DetachVolume",
        EventReason.LabelsRefused or EventReason.NameConflict => "ReadLabels",
        EventReason.ArchiveStarted or EventReason.ArchiveReady or EventReason.ArchiveFailed => "Archive",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without an action"),
    };
}
