using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

internal sealed class ClaimShape
{
    // Kubernetes still heeds it before spec.storageClassName (component-helpers, storage/volume.GetPersistentVolumeClaimClass).
    private const string LegacyClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    public ObjectMeta? Metadata { get; init; }

    public ClaimSpecShape? Spec { get; init; }

    public Claim ToClaim(LabelKeys keys)
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new Claim
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            Labels = meta.LabelsWhere(keys.IsOurs),
            JobLabels = meta.LabelsWhere(static key => key.StartsWith(LonghornLabels.JobPrefix, StringComparison.Ordinal)),
            MayBeDeleted = meta.Annotations?.GetValueOrDefault(keys.AllowDelete) == "true",
            Created = meta.Created,
            StorageClass = meta.Annotations?.GetValueOrDefault(LegacyClassAnnotation) ?? Spec?.StorageClassName,
            VolumeName = string.IsNullOrEmpty(Spec?.VolumeName) ? null : Spec.VolumeName,
        };
    }
}

internal sealed class ClaimSpecShape
{
    public string? StorageClassName { get; init; }

    public string? VolumeName { get; init; }
}
