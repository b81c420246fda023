using System.Text.Json;

namespace WebhookController.Kubernetes.Client;

// Reads JSON of unknown structure without exceptions.
internal static class JsonElementExtensions
{
    public static JsonElement? Find(this JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) ? value : null;

    public static string? FindText(this JsonElement element, string property) =>
        element.Find(property) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
