namespace WebhookController.Core.Events;

/// <summary>What goes with a reason.</summary>
public static class EventReasons
{
    /// <summary>Whether somebody should look at it: the Event's type is then Warning, else Normal.</summary>
    public static bool IsWarning(this EventReason reason) => reason.IsHold() || reason is EventReason.LabelsRefused or EventReason.NameConflict
        or EventReason.ArchiveFailed or EventReason.DeletedWithoutArchive or EventReason.BackupJobBlocked;

    /// <summary>Whether something waits for a person: nothing is more urgent.</summary>
    public static bool IsHold(this EventReason reason) => reason is EventReason.DeletionsHeld or EventReason.RetentionHeld;

    /// <summary>Whether it says how something is, and not what was done: only the latest of that is true.</summary>
    public static bool IsStatus(this EventReason reason) => reason.IsHold() || reason is EventReason.LabelsRefused or EventReason.NameConflict
        or EventReason.ArchiveReady or EventReason.ArchiveFailed or EventReason.BackupJobBlocked;

    /// <summary>What was being done: the Event's action.</summary>
    public static string Action(this EventReason reason) => reason switch
    {
        EventReason.BackupJobCreated => "CreateJob",
        EventReason.BackupJobChanged or EventReason.BackupJobBlocked or EventReason.RetentionHeld => "ChangeJob",
        EventReason.BackupJobDeleted or EventReason.DeletedWithoutArchive or EventReason.DeletionsHeld => "DeleteJob",
        EventReason.VolumeAttached => "AttachVolume",
        EventReason.VolumeDetached => "DetachVolume",
        EventReason.LabelsRefused or EventReason.NameConflict => "ReadLabels",
        EventReason.ArchiveStarted or EventReason.ArchiveReady or EventReason.ArchiveFailed => "Archive",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a reason without an action"),
    };
}
