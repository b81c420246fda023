using System.Text.Json.Nodes;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Alerts.Support;

/// deploy/grafana/dashboard.json.
internal static class Dashboard
{
    public static JsonObject Document { get; } = JsonNode.Parse(File.ReadAllText(Checkout.File("deploy/grafana/dashboard.json")))!.AsObject();

    public static IReadOnlyList<JsonObject> Panels { get; } =
        [.. Document["panels"]!.AsArray().Select(panel => panel!.AsObject()).Where(panel => panel["type"]!.GetValue<string>() != "row")];

    public static IReadOnlyList<string> Expressions { get; } =
        [.. Panels.SelectMany(panel => panel["targets"]!.AsArray()).Select(target => target!["expr"]!.GetValue<string>())];
}
