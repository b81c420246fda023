using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

internal sealed class BackupTargetShape
{
    public ObjectMeta? Metadata { get; init; }

    public BackupTargetSpecShape? Spec { get; init; }

    public BackupTargetStatusShape? Status { get; init; }

    public BackupTarget ToBackupTarget()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new BackupTarget
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            HasUrl = !string.IsNullOrEmpty(Spec?.BackupTargetURL),
            Available = Status?.Available,
        };
    }
}

internal sealed class BackupTargetSpecShape
{
    public string? BackupTargetURL { get; init; }
}

internal sealed class BackupTargetStatusShape
{
    public bool? Available { get; init; }
}
