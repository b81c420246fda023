using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

// How the watched objects of Kubernetes itself are read.
internal static class CoreReaders
{
    public static readonly Func<string, bool> LonghornJobLabels = static key => key.StartsWith(LonghornLabels.JobPrefix, StringComparison.Ordinal);

    private static readonly string[] DefaultClassAnnotations =
        ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

    // ClaimDto reads the same from an admission review; a test compares the two.
    public static Claim Claim(JsonElement json, LabelKeys keys, Exemptions exemptions)
    {
        var fields = JsonFields.Of(json);
        var (meta, spec) = (MetadataReader.Of(fields), fields.Object("spec"u8));
        return new Claim
        {
            Key = meta.Key,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            Labels = meta.Labels.Labels(keys.IsOurs),
            Annotations = meta.Annotations.Labels(keys.IsOurs),
            JobLabels = meta.Labels.Labels(LonghornJobLabels),
            SelectedLabels = meta.Labels.Labels(exemptions.LooksAt),
            Owner = meta.Owner,
            Created = meta.Created,
            StorageClass = meta.Annotations.SharedText(ClaimDto.LegacyClassAnnotation) ?? spec.SharedText("storageClassName"u8),
            VolumeName = spec.SharedName("volumeName"u8),
        };
    }

    public static PersistentVolume PersistentVolume(JsonElement json)
    {
        var fields = JsonFields.Of(json);
        var (meta, spec) = (MetadataReader.Of(fields), fields.Object("spec"u8));
        var (csi, claim) = (spec.Object("csi"u8), spec.Object("claimRef"u8));
        return new PersistentVolume
        {
            Key = meta.Key,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            CsiDriver = csi.SharedText("driver"u8),
            VolumeHandle = csi.SharedText("volumeHandle"u8),
            ReclaimPolicy = spec.SharedText("persistentVolumeReclaimPolicy"u8),
            ClaimRef = claim.SharedText("namespace"u8) is { } ns && claim.SharedText("name"u8) is { } name ? new ObjectKey(ns, name) : null,
            ClaimUid = claim.Text("uid"u8) ?? "",
        };
    }

    public static StorageClass StorageClass(JsonElement json, LabelKeys keys)
    {
        var fields = JsonFields.Of(json);
        var meta = MetadataReader.Of(fields);
        var annotations = meta.Annotations;
        return new StorageClass
        {
            Key = meta.Key,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Labels = meta.Labels.Labels(keys.IsOurs),
            Provisioner = fields.SharedText("provisioner"u8) ?? throw new JsonException("provisioner is missing"),
            IsDefault = DefaultClassAnnotations.Any(key => annotations.Is(key, "true")),
            Created = meta.Created,
        };
    }

    public static ConfigMap ConfigMap(JsonElement json)
    {
        var fields = JsonFields.Of(json);
        var meta = MetadataReader.Of(fields);
        return new ConfigMap
        {
            Key = meta.Key,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            Data = fields.Object("data"u8).Labels(static _ => true),
        };
    }

    public static NamespaceObject Namespace(JsonElement json, LabelKeys keys)
    {
        var meta = MetadataReader.Of(JsonFields.Of(json));
        return new NamespaceObject
        {
            Key = meta.Key,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            Labels = meta.Labels.Labels(keys.IsOurs),
        };
    }
}
