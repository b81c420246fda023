using System.Text.Json.Nodes;

namespace Sandbox.Api;

// A column of kubectl get. Priority 1 shows with -o wide only.
internal sealed record Column(string Name, string Type, Func<JsonObject, DateTimeOffset, JsonNode?> Cell, int Priority = 0)
{
    public static readonly Column ObjectName = new("Name", "string", (item, _) => item.Text("metadata", "name")) { Format = "name" };

    public static readonly Column Age = new("Age", "string", (item, now) => AgeOf(item.Text("metadata", "creationTimestamp"), now));

    public string Format { get; init; } = "";

    // The value at a dotted path; objects and lists as their JSON, as the real server prints them.
    public static Column At(string name, string path, string type = "string", string absent = "", int priority = 0)
    {
        var steps = path.Split('.');
        return new Column(name, type, (item, _) => item.At(steps) switch
        {
            null => absent.Length == 0 && type != "string" ? null : absent,
            JsonValue value => value.DeepClone(),
            var composite => composite.ToJsonString(),
        }, priority);
    }

    private static string AgeOf(string? created, DateTimeOffset now) => DateTimeOffset.TryParse(created, out var since)
        ? (now - since) switch
        {
            { TotalMinutes: < 2 } age => $"{Math.Max(0, (int)age.TotalSeconds)}s",
            { TotalHours: < 3 } age => $"{(int)age.TotalMinutes}m",
            { TotalDays: < 2 } age => $"{(int)age.TotalHours}h",
            var age => $"{(int)age.TotalDays}d",
        }
        : "<unknown>";
}
