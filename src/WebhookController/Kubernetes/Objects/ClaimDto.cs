using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

// A PVC in an admission review, which is read as a stream.
internal sealed class ClaimDto
{
    // Kubernetes still reads it before spec.storageClassName (component-helpers, storage/volume.GetPersistentVolumeClaimClass).
    public const string LegacyClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    public ObjectMeta? Metadata { get; init; }

    public ClaimSpecDto? Spec { get; init; }

    public Claim ToClaim(LabelKeys keys, Exemptions exemptions)
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new Claim
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            Labels = meta.LabelsWhere(keys.IsOurs),
            Annotations = ObjectMeta.Where(meta.Annotations, keys.IsOurs),
            JobLabels = meta.LabelsWhere(CoreReaders.LonghornJobLabels),
            SelectedLabels = meta.LabelsWhere(exemptions.LooksAt),
            Owner = meta.Owner,
            Created = meta.Created,
            StorageClass = meta.Annotations?.GetValueOrDefault(LegacyClassAnnotation) ?? Spec?.StorageClassName,
            VolumeName = string.IsNullOrEmpty(Spec?.VolumeName) ? null : Spec.VolumeName,
        };
    }
}

internal sealed class ClaimSpecDto
{
    public string? StorageClassName { get; set; }

    public string? VolumeName { get; set; }
}

internal sealed class ConfigMapDto
{
    public ObjectMeta? Metadata { get; init; }

    public TextMap? Data { get; init; }

    public ConfigMap ToConfigMap()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new ConfigMap
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            Data = ObjectMeta.Where(Data, static _ => true),
        };
    }
}
