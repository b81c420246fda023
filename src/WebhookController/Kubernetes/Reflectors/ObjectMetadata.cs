using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Which object it is, read with the least possible trust in its shape; no key means that nobody can tell.
internal readonly record struct ObjectMetadata(ObjectKey? Key, string? Uid, string? ResourceVersion)
{
    public static ObjectMetadata Of(JsonElement content)
    {
        if (content.Find("metadata") is not { } metadata) return default;
        return new ObjectMetadata(KeyOf(metadata), metadata.FindText("uid"), metadata.FindText("resourceVersion"));
    }

    private static ObjectKey? KeyOf(JsonElement metadata) => (metadata.FindText("name"), metadata.Find("namespace")) switch
    {
        (null or "", _) => null,
        ({ } name, null or { ValueKind: JsonValueKind.Null }) => ObjectKey.ClusterScoped(name),
        ({ } name, { ValueKind: JsonValueKind.String } @namespace) => new ObjectKey(@namespace.GetString()!, name),
        _ => null,
    };
}
