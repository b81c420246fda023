using System.Text.Json;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

/// A backup re-read from the target (a new cluster, a new BackupTarget) carries its labels in status only, one just begun in spec only.
internal sealed class BackupShape
{
    public ObjectMeta? Metadata { get; init; }

    public BackupLabelsShape? Spec { get; init; }

    public BackupLabelsShape? Status { get; init; }

    public Backup ToBackup(LabelKeys keys)
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        var labels = Status?.Labels is { Count: > 0 } read ? read : Spec?.Labels;
        return new Backup
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            Job = labels?.GetValueOrDefault(LonghornLabels.BackupJob),
            SourceLabels = ObjectMeta.Where(labels, key => key == keys.SourceNamespace || key == keys.SourcePvc),
        };
    }
}

internal sealed class BackupLabelsShape
{
    public Dictionary<string, string?>? Labels { get; init; }
}
