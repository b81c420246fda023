using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WebhookController.Tests.SandboxTests;

// Differences between our response and a recorded one, except uids, versions and times.
internal static partial class Differences
{
    private static readonly HashSet<string> Volatile =
    [
        "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "managedFields", "time", "continue", "description", "creationTime",
        "backupCreatedAt", "snapshotCreatedAt", "serverAddressByClientCIDRs",
    ];

    public static IEnumerable<string> Between(JsonNode? theirs, JsonNode? ours, string path = "")
    {
        switch (theirs, ours)
        {
            case (JsonObject expected, JsonObject actual):
                foreach (var key in expected.Select(field => field.Key).Union(actual.Select(field => field.Key)))
                {
                    // Volatile fields must still exist.
                    if (!Volatile.Contains(key)) foreach (var difference in Between(expected[key], actual[key], $"{path}.{key}")) yield return difference;
                    else if (expected.ContainsKey(key) != actual.ContainsKey(key)) yield return $"{path}.{key}: theirs {(expected.ContainsKey(key) ? "has" : "lacks")} it";
                }

                break;
            case (JsonArray expected, JsonArray actual) when expected.Count == actual.Count:
                for (var i = 0; i < expected.Count; i++)
                {
                    foreach (var difference in Between(expected[i], actual[i], $"{path}[{i}]")) yield return difference;
                }

                break;
            default:
                if (!JsonNode.DeepEquals(Settled(theirs), Settled(ours))) yield return $"{path}: theirs {theirs?.ToJsonString() ?? "-"}, ours {ours?.ToJsonString() ?? "-"}";
                break;
        }
    }

    private static JsonNode? Settled(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? Chosen().Replace(text, "#") : node;

    // Uids, ages in tables, and revisions in messages.
    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|^\d+[smhd]$|(?<=current: )\d+|(?<=\()\d+(?=\)$)")]
    private static partial Regex Chosen();
}
