namespace WebhookController.Core.Archive;

/// <summary>Where an archive stands: a closed set, in the order of its steps.</summary>
public enum ArchivePhase
{
    /// <summary>Nothing of this attempt is there yet: a snapshot is to be made.</summary>
    Starting,

    /// <summary>Longhorn is making the snapshot.</summary>
    Snapshotting,

    /// <summary>The snapshot is ready: a full backup of it is to be made.</summary>
    SnapshotReady,

    /// <summary>Longhorn is making the backup.</summary>
    BackingUp,

    /// <summary>The backup is in the target: the PVC can go.</summary>
    Ready,

    /// <summary>The snapshot or the backup failed; the next attempt waits for its time.</summary>
    Failed,

    /// <summary>The backup was complete, and Longhorn no longer has it: somebody deleted it, or its target is another one now. It isn't made
    /// again by itself: nobody knows what was meant.</summary>
    Lost,

    /// <summary>The snapshot or the backup exists but can't be read: nothing is done about it.</summary>
    Unknown,
}
