using System.Text.Json;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

internal sealed class PersistentVolumeShape
{
    public ObjectMeta? Metadata { get; init; }

    public PersistentVolumeSpecShape? Spec { get; init; }

    public PersistentVolume ToPersistentVolume()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new PersistentVolume
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            CsiDriver = Spec?.Csi?.Driver,
            VolumeHandle = Spec?.Csi?.VolumeHandle,
            ReclaimPolicy = Spec?.PersistentVolumeReclaimPolicy,
            ClaimRef = Spec?.ClaimRef is { Namespace: { } ns, Name: { } name } ? new ObjectKey(ns, name) : null,
        };
    }
}

internal sealed class PersistentVolumeSpecShape
{
    public CsiSourceShape? Csi { get; init; }

    public ClaimReferenceShape? ClaimRef { get; init; }

    public string? PersistentVolumeReclaimPolicy { get; init; }
}

internal sealed class ClaimReferenceShape
{
    public string? Namespace { get; init; }

    public string? Name { get; init; }
}

internal sealed class CsiSourceShape
{
    public string? Driver { get; init; }

    public string? VolumeHandle { get; init; }
}
