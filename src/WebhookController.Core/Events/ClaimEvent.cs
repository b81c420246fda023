using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Events;

/// <summary>What a notice is about.</summary>
/// <param name="Kind">A kind of the core group, as an object reference writes it.</param>
/// <param name="Key">Namespace and name.</param>
/// <param name="Uid">Its uid; empty where the object is gone or unknown.</param>
public sealed record EventSubject(string Kind, ObjectKey Key, string Uid)
{
    /// <summary>A PVC, with its uid where it is still there: kubectl describe finds Events by it.</summary>
    public static EventSubject Claim(ObjectKey key, ClusterState state) => new("PersistentVolumeClaim", key, state.Claims[key]?.Uid ?? "");

    /// <summary>A ConfigMap, with its uid where it is there.</summary>
    public static EventSubject ConfigMap(ObjectKey key, ClusterState state) => new("ConfigMap", key, state.ConfigMaps[key]?.Uid ?? "");
}

/// <summary>Something that people should find where they look first: on the object itself. Equal notices are the same news.</summary>
/// <param name="About">The object.</param>
/// <param name="Reason">Why.</param>
/// <param name="Text">The whole story, in one sentence.</param>
public sealed record ClaimEvent(EventSubject About, EventReason Reason, string Text);

/// <summary>The reason of an Event, by its name. A closed set.</summary>
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

    /// <summary>The PVC's job can't be changed: it keeps more backups than Longhorn allows.</summary>
    BackupJobBlocked,

    /// <summary>An attempt to archive the PVC has started.</summary>
    ArchiveStarted,

    /// <summary>The archive is complete: the PVC can go.</summary>
    ArchiveReady,

    /// <summary>An attempt to archive the PVC failed, or it went before any was complete.</summary>
    ArchiveFailed,

    /// <summary>The PVC went without an archive, and its job with it.</summary>
    DeletedWithoutArchive,

    /// <summary>Too many jobs would be deleted at once; reported on the ConfigMap of defaults, where consent is given.</summary>
    DeletionsHeld,

    /// <summary>A layer of defaults would cost too many backups at once; reported on the ConfigMap of defaults.</summary>
    RetentionHeld,
}
