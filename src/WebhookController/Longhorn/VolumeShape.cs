using System.Text.Json;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

internal sealed class VolumeShape
{
    public ObjectMeta? Metadata { get; init; }

    public LonghornVolume ToVolume()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new LonghornVolume
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            JobLabels = meta.LabelsWhere(static key => key.StartsWith(LonghornLabels.JobPrefix, StringComparison.Ordinal)),
        };
    }
}
