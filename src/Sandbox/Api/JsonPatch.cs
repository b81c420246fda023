using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Api;

// RFC 6902, applied in place. Throws InvalidOperationException if the patch does not apply.
internal static class JsonPatch
{
    public static JsonObject Apply(JsonObject document, JsonArray patch)
    {
        foreach (var step in patch) document = Apply(document, step.Text("op") ?? "", step).AsObject();
        return document;
    }

    private static JsonNode Apply(JsonObject document, string op, JsonNode? step)
    {
        var path = Pointer(step.Text("path") ?? "");
        switch (op)
        {
            case "test":
                if (!JsonNode.DeepEquals(Find(document, path), step!["value"])) throw Fails($"testing value {step.Text("path")} failed");
                return document;
            case "add" or "replace" when path.Length == 0:
                return step!["value"]!.DeepClone();
            case "add":
                Add(document, path, step!["value"]?.DeepClone());
                return document;
            case "replace":
                Remove(document, path);
                Add(document, path, step!["value"]?.DeepClone());
                return document;
            case "remove":
                Remove(document, path);
                return document;
            case "move" or "copy":
                var from = Pointer(step.Text("from") ?? "");
                var value = Find(document, from)?.DeepClone();
                if (op == "move") Remove(document, from);
                Add(document, path, value);
                return document;
            default:
                throw Fails($"unexpected kind: {op}");
        }
    }

    private static string[] Pointer(string text) => text.Length == 0
        ? []
        : [.. text[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    private static JsonNode? Find(JsonNode? node, string[] path)
    {
        foreach (var step in path)
        {
            node = node switch
            {
                JsonObject item when item.ContainsKey(step) => item[step],
                JsonArray list when Index(step, list.Count - 1) is { } index => list[index],
                _ => throw Fails($"doc is missing path: /{string.Join('/', path)}: missing value"),
            };
        }

        return node;
    }

    private static void Add(JsonObject document, string[] path, JsonNode? value)
    {
        switch (Find(document, path[..^1]))
        {
            case JsonObject parent:
                parent[path[^1]] = value;
                break;
            case JsonArray list when path[^1] == "-":
                list.Add(value);
                break;
            case JsonArray list when Index(path[^1], list.Count) is { } index:
                list.Insert(index, value);
                break;
            default:
                throw Fails($"add operation does not apply: doc is missing path: /{string.Join('/', path)}");
        }
    }

    private static void Remove(JsonObject document, string[] path)
    {
        Find(document, path);
        if (Find(document, path[..^1]) is JsonArray list) list.RemoveAt(Index(path[^1], list.Count - 1)!.Value);
        else Find(document, path[..^1])!.AsObject().Remove(path[^1]);
    }

    private static int? Index(string step, int last) =>
        int.TryParse(step, CultureInfo.InvariantCulture, out var index) && index >= 0 && index <= last ? index : null;

    private static InvalidOperationException Fails(string message) => new(message);
}
