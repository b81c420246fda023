using System.Text.Json;
using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Objects;

internal sealed class ConfigMapShape
{
    public ObjectMeta? Metadata { get; init; }

    public Dictionary<string, string?>? Data { get; init; }

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
