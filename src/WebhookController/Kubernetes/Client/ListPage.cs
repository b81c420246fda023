using System.Text.Json;

namespace WebhookController.Kubernetes.Client;

// Valid until disposed: whatever is kept of the items must be copied first.
internal sealed class ListPage(JsonDocument document) : IDisposable
{
    public string? ResourceVersion { get; } = document.RootElement.Find("metadata")?.FindText("resourceVersion");

    public string? Continue { get; } =
        document.RootElement.Find("metadata")?.FindText("continue") is { Length: > 0 } token ? token : null;

    // Absent or null where there are none; anything else is not a list.
    public IEnumerable<JsonElement> Items => document.RootElement.Find("items") switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray(),
        _ => throw new JsonException("The list has no items."),
    };

    public void Dispose() => document.Dispose();
}
