using System.Text.Json;

namespace WebhookController.Kubernetes.Client;

// Reading JSON that may be of any shape without an exception for each surprise.
internal static class JsonElementExtensions
{
    public static JsonElement? Find(this JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) ? value : null;

    public static string? FindText(this JsonElement element, string property) =>
        element.Find(property) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
