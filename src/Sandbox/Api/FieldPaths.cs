using System.Text.Json.Nodes;

namespace Sandbox.Api;

// The fields that managers own, as paths to values. A list counts as one value.
internal static class FieldPaths
{
    private const char Separator = '\n';

    private static readonly string[] OwnedMetadata = ["labels", "annotations", "finalizers"];

    // All values of an object that someone can own.
    public static Dictionary<string, JsonNode?> Of(JsonObject item)
    {
        var values = new Dictionary<string, JsonNode?>();
        foreach (var (key, value) in item)
        {
            if (key is not ("apiVersion" or "kind" or "metadata")) Collect(value, key, values);
        }

        foreach (var key in OwnedMetadata)
        {
            if (item.At("metadata", key) is { } value) Collect(value, $"metadata{Separator}{key}", values);
        }

        return values;
    }

    // A real server says besides that a map is owned as such ("."), and of a list which items are (k:, v:).
    public static HashSet<string> FromFieldsV1(JsonNode? fields)
    {
        var paths = new HashSet<string>();
        foreach (var (name, nested) in Named(fields)) Collect(nested, name, paths);
        return paths;
    }

    public static JsonObject ToFieldsV1(IEnumerable<string> paths)
    {
        var fields = new JsonObject();
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var node = fields;
            foreach (var step in path.Split(Separator)) node = node.Child($"f:{step}");
        }

        return fields;
    }

    public static void Remove(JsonObject item, string path)
    {
        var steps = path.Split(Separator);
        if (item.At(steps.AsSpan(0, steps.Length - 1)) is JsonObject parent) parent.Remove(steps[^1]);
    }

    // As in the messages of the real server: .metadata.labels.app
    public static string Shown(string path) => $".{path.Replace(Separator, '.')}";

    private static void Collect(JsonNode? node, string path, Dictionary<string, JsonNode?> values)
    {
        if (node is not JsonObject { Count: > 0 } nested)
        {
            values[path] = node;
            return;
        }

        foreach (var (key, value) in nested) Collect(value, $"{path}{Separator}{key}", values);
    }

    private static void Collect(JsonNode? field, string path, HashSet<string> paths)
    {
        var nested = Named(field).ToList();
        if (nested.Count == 0) paths.Add(path);
        foreach (var (name, next) in nested) Collect(next, $"{path}{Separator}{name}", paths);
    }

    private static IEnumerable<(string Name, JsonNode? Nested)> Named(JsonNode? fields) =>
        (fields as JsonObject ?? []).Where(field => field.Key.StartsWith("f:", StringComparison.Ordinal)).Select(field => (field.Key[2..], field.Value));
}
