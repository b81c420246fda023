using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RealServer;

namespace WebhookController.Tests.Deploy.Support;

/// A kind of cert-manager's or of the Prometheus operator's, by its own CustomResourceDefinition, where that is at hand.
internal static class CrdSchema
{
    private static readonly string[] Files =
    [
        "cert-manager-v1.21.1-certificates.yaml", "cert-manager-v1.21.1-issuers.yaml",
        "prometheus-operator-v0.93.0-servicemonitors.yaml", "prometheus-operator-v0.93.0-prometheusrules.yaml",
    ];

    private static readonly Lazy<IReadOnlyList<JsonObject>> Definitions = new(() =>
        [.. Files.Select(file => Repository.Borrowed("shared", "crds", file)).OfType<string>().SelectMany(YamlDocuments.Read)]);

    public static bool AtHand => Definitions.Value.Count > 0;

    public static JsonNode? Find(JsonObject item)
    {
        var (group, version) = ((string)item["apiVersion"]!).Split('/') is [var g, var v] ? (g, v) : ("", "");
        var definition = Definitions.Value.Select(one => one["spec"]!)
            .FirstOrDefault(one => (string?)one["group"] == group && (string?)one["names"]!["kind"] == (string?)item["kind"]);
        return definition?["versions"]!.AsArray().FirstOrDefault(one => (string?)one!["name"] == version)?["schema"]!["openAPIV3Schema"];
    }

    public static IEnumerable<string> Mistakes(JsonNode? value, JsonNode schema, string path = "") => value switch
    {
        JsonObject map when schema["properties"] is JsonObject properties => Required(map, schema, path).Concat(map.SelectMany(entry =>
            path.Length == 0 && entry.Key == "metadata" ? []
            : properties[entry.Key] is { } property ? Mistakes(entry.Value, property, $"{path}.{entry.Key}")
            : [$"{path}.{entry.Key} is not a field"])),
        JsonObject map when schema["additionalProperties"] is JsonObject values =>
            map.SelectMany(entry => Mistakes(entry.Value, values, $"{path}.{entry.Key}")),
        JsonArray list when schema["items"] is { } items => list.SelectMany((one, index) => Mistakes(one, items, $"{path}[{index}]")),
        JsonValue leaf => LeafMistakes(leaf, schema, path),
        _ => [],
    };

    private static IEnumerable<string> Required(JsonObject map, JsonNode schema, string path) =>
        Manifests.Texts(schema["required"]).Where(name => !map.ContainsKey(name)).Select(name => $"{path}.{name} is required");

    private static IEnumerable<string> LeafMistakes(JsonValue leaf, JsonNode schema, string path)
    {
        var type = (string?)schema["x-kubernetes-int-or-string"]?.ToString() == "true" ? null : (string?)schema["type"];
        var actual = leaf.GetValueKind().ToString();
        var fits = type switch
        {
            "string" => actual == "String",
            "boolean" => actual is "True" or "False",
            "integer" or "number" => actual == "Number",
            null => true,
            _ => false,
        };
        if (!fits) yield return $"{path}={leaf} is not of type {type}";
        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => one!.ToString() == leaf.ToString()))
            yield return $"{path}={leaf} is not one of {allowed.ToJsonString()}";
        if ((string?)schema["pattern"] is { } pattern && !Regex.IsMatch(leaf.ToString(), pattern))
            yield return $"{path}={leaf} does not match {pattern}";
    }
}
