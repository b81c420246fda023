using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Store;

namespace Sandbox.Api;

// Reading objects without types: a missing or oddly shaped field is simply not there.
internal static class KubernetesJson
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path) node = (node as JsonObject)?[step];
        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public static int? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public static IEnumerable<JsonNode?> Items(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray ?? [];

    // The object at a key, made where there is none.
    public static JsonObject Child(this JsonObject parent, string key)
    {
        if (parent[key] is JsonObject child) return child;
        child = [];
        parent[key] = child;
        return child;
    }

    public static JsonObject Metadata(this JsonObject item) => item.Child("metadata");

    public static ObjectName ObjectName(this JsonObject item) =>
        new(item.Text("metadata", "namespace") ?? "", item.Text("metadata", "name") ?? "");

    public static bool HasFinalizers(this JsonObject item) => item.Items("metadata", "finalizers").Any();

    public static bool Deleting(this JsonObject item) => item.At("metadata", "deletionTimestamp") is not null;

    public static JsonObject Copy(this JsonObject item) => item.DeepClone().AsObject();

    // Leaves out what Go leaves out: maps and lists of the metadata that are empty.
    public static JsonObject Tidied(this JsonObject item)
    {
        var metadata = item.Metadata();
        foreach (var field in (string[])["labels", "annotations", "finalizers", "ownerReferences"])
        {
            if (metadata[field] is JsonObject { Count: 0 } or JsonArray { Count: 0 } || (metadata.ContainsKey(field) && metadata[field] is null)) metadata.Remove(field);
        }

        return item;
    }

    // Sets a field, or takes it away where there is no value.
    public static void Put(this JsonObject item, string key, JsonNode? value)
    {
        if (value is null) item.Remove(key);
        else item[key] = value.DeepClone();
    }
}
