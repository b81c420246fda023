using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Store;

namespace Sandbox.Api;

// Untyped access to objects: a field that is missing or has the wrong type reads as null.
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

    // Creates the object at the key if there is none.
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

    // Those in spec are a namespace's.
    public static bool HasFinalizers(this JsonObject item) => item.Items("metadata", "finalizers").Concat(item.Items("spec", "finalizers")).Any();

    public static bool Deleting(this JsonObject item) => item.At("metadata", "deletionTimestamp") is not null;

    public static JsonObject Copy(this JsonObject item) => item.DeepClone().AsObject();

    // Like Go's omitempty: removes empty maps and lists from the metadata.
    public static JsonObject OmitEmpty(this JsonObject item)
    {
        var metadata = item.Metadata();
        foreach (var field in (string[])["labels", "annotations", "finalizers", "ownerReferences"])
        {
            if (metadata[field] is JsonObject { Count: 0 } or JsonArray { Count: 0 } || (metadata.ContainsKey(field) && metadata[field] is null)) metadata.Remove(field);
        }

        return item;
    }

    // Sets a field, or removes it if the value is null.
    public static void Put(this JsonObject item, string key, JsonNode? value)
    {
        if (value is null) item.Remove(key);
        else item[key] = value.DeepClone();
    }
}
