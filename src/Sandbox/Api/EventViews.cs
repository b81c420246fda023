using System.Text.Json.Nodes;

namespace Sandbox.Api;

// Events are stored with the field names of core/v1, and also served as events.k8s.io/v1.
internal static class EventViews
{
    public static readonly IReadOnlyList<(string Stored, string Seen)> Renamed =
    [
        ("message", "note"), ("involvedObject", "regarding"), ("reportingComponent", "reportingController"), ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"),
    ];

    private static readonly string[] RequiredFields = ["reportingController", "reportingInstance", "action", "reason", "type"];

    public static IReadOnlyList<Column> Columns(string about, string message) =>
    [
        new("Last Seen", "string", (item, now) => Column.Age.Cell(item, now)), Column.At("Type", "type"), Column.At("Reason", "reason"),
        new("Object", "string", (item, _) => $"{item.Text(about, "kind")?.ToLowerInvariant()}/{item.Text(about, "name")}"),
        Column.At("Message", message),
    ];

    // events.k8s.io/v1 is strict where core/v1 is lenient.
    public static IEnumerable<Cause> Rules(JsonObject item, JsonObject? old) =>
        MicroTimes.Check(item, "eventTime").Concat(RequiredFields.Where(field => item.Text(field) is null or "").Select(Cause.Required));
}
