using System.Text.Json;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

internal sealed class StorageClassShape
{
    private static readonly string[] DefaultClassAnnotations =
        ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

    public ObjectMeta? Metadata { get; init; }

    public string? Provisioner { get; init; }

    public StorageClass ToStorageClass()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new StorageClass
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Provisioner = Provisioner ?? throw new JsonException("provisioner is missing"),
            IsDefault = DefaultClassAnnotations.Any(key => meta.Annotations?.GetValueOrDefault(key) == "true"),
            Created = meta.Created,
        };
    }
}
