using System.Text.Json;

namespace WebhookController.Kubernetes.Client;

// What must still hold for the object when the server deletes it.
internal sealed record Preconditions(string? Uid, string? ResourceVersion)
{
    // All options go into the body: a server that receives one ignores dryRun in the query.
    public static ReadOnlyMemory<byte> DeleteOptions(Preconditions? preconditions, bool dryRun) => JsonBody.Of(json =>
    {
        json.WriteString("kind", "DeleteOptions");
        json.WriteString("apiVersion", "v1");
        if (preconditions is { Uid: not null } or { ResourceVersion: not null }) preconditions.Write(json);
        if (!dryRun) return;
        json.WriteStartArray("dryRun");
        json.WriteStringValue("All");
        json.WriteEndArray();
    });

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("preconditions");
        if (Uid is not null) json.WriteString("uid", Uid);
        if (ResourceVersion is not null) json.WriteString("resourceVersion", ResourceVersion);
        json.WriteEndObject();
    }
}
