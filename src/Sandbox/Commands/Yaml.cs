using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Commands;

// Short, readable YAML: one line for each top-level field.
internal static partial class Yaml
{
    public static string Of(JsonObject item) => string.Concat(item.Select(field => $"{field.Key}: {Flow(field.Value)}\n"));

    private static string Flow(JsonNode? node) => node switch
    {
        JsonObject item => $"{{{string.Join(", ", item.Select(field => $"{field.Key}: {Flow(field.Value)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(Flow))}]",
        JsonValue value when value.TryGetValue<string>(out var text) && Plain().IsMatch(text) => text,
        null => "null",
        _ => node.ToJsonString(),
    };

    // Values that YAML might not read as text are quoted.
    [GeneratedRegex("^(?!(true|false|yes|no|on|off|null|y|n)$)[A-Za-z][A-Za-z0-9./_-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Plain();
}
