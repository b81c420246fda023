namespace WebhookController.Core.Objects;

/// <summary>A Longhorn BackupTarget: where backups are kept.</summary>
public sealed record BackupTarget : ClusterObject
{
    /// <summary>The target of volumes that name none.</summary>
    public const string Default = "default";

    /// <summary>Whether <c>spec.backupTargetURL</c> says where it is; without it, nothing can be backed up to it.</summary>
    public bool HasUrl { get; init; }

    /// <summary><c>status.available</c>: whether Longhorn reached it last time; null until it has tried.</summary>
    public bool? Available { get; init; }
}
