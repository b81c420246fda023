using System.Text.Json;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

internal sealed class NamespaceShape
{
    public ObjectMeta? Metadata { get; init; }

    public NamespaceObject ToNamespace()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new NamespaceObject { Key = meta.Key, Uid = meta.UidOrEmpty, ResourceVersion = meta.VersionOrEmpty, Deleting = meta.Deleting };
    }
}
