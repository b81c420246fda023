using System.Text.Json.Nodes;

namespace Sandbox.Api;

// RFC 7386, and the strategic merge patches that the served kinds need.
internal static class MergePatch
{
    // The lists that a strategic patch merges, with their merge keys.
    private static readonly Dictionary<string, string> MergedLists = new() { ["finalizers"] = "", ["ownerReferences"] = "uid", ["webhooks"] = "name" };

    public static JsonObject Apply(JsonObject document, JsonObject patch, bool strategic = false)
    {
        foreach (var (key, value) in patch)
        {
            // Skips directives for the order of lists and for primitive lists.
            if (strategic && key.StartsWith('$')) RunDirective(document, key, value);
            else if (value is null) document.Remove(key);
            else if (value is JsonObject nested) document[key] = Apply(document[key] is JsonObject present ? present.Copy() : [], nested, strategic);
            else if (strategic && value is JsonArray list && MergedLists.TryGetValue(key, out var mergeKey)) document[key] = MergeLists(document[key], list, mergeKey);
            else document[key] = value.DeepClone();
        }

        return document;
    }

    private static void RunDirective(JsonObject document, string key, JsonNode? value)
    {
        const string DeleteFromList = "$deleteFromPrimitiveList/";
        if (!key.StartsWith(DeleteFromList, StringComparison.Ordinal)) return;
        var list = key[DeleteFromList.Length..];
        document[list] = Array(document.Items(list).Where(item => !value.Items().Any(gone => JsonNode.DeepEquals(gone, item))));
    }

    private static JsonArray MergeLists(JsonNode? present, JsonArray patch, string mergeKey)
    {
        if (mergeKey.Length == 0) return Array(present.Items().Concat(patch.Where(item => !present.Items().Any(old => JsonNode.DeepEquals(old, item)))));

        var merged = Array(present.Items());
        foreach (var item in patch.OfType<JsonObject>())
        {
            var old = merged.OfType<JsonObject>().FirstOrDefault(candidate => candidate.Text(mergeKey) == item.Text(mergeKey));
            if (old is not null) merged.Remove(old);
            if (item.Text("$patch") != "delete") merged.Add((JsonNode)Apply(old?.Copy() ?? [], item, strategic: true));
        }

        return merged;
    }

    private static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items.Select(item => item?.DeepClone())];
}
