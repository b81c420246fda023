using System.Text.Json.Nodes;
using RealServer;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Alerts.Support;

/// An alert of deploy/prometheus/rules.yaml, as far as it is looked at here.
internal sealed record AlertRule(string Name, string Expression, string For, JsonObject Labels, JsonObject Annotations)
{
    public static string File { get; } = Checkout.File("deploy/prometheus/rules.yaml");

    public string Severity => Labels["severity"]?.GetValue<string>() ?? "";

    public string Summary => Annotation("summary");

    public string Annotation(string name) => Annotations[name]?.GetValue<string>() ?? "";

    public static IReadOnlyList<AlertRule> All { get; } =
        [.. Rules.Where(rule => rule["alert"] is not null).Select(rule => new AlertRule(
            rule["alert"]!.GetValue<string>(), rule["expr"]!.GetValue<string>(), rule["for"]!.GetValue<string>(),
            rule["labels"]!.AsObject(), rule["annotations"]!.AsObject()))];

    /// The series that the rules themselves record.
    public static IReadOnlyList<string> Recorded { get; } =
        [.. Rules.Select(rule => rule["record"]?.GetValue<string>()).OfType<string>()];

    public static IReadOnlyList<string> Expressions { get; } = [.. Rules.Select(rule => rule["expr"]!.GetValue<string>())];

    private static IEnumerable<JsonNode> Rules => YamlDocuments.Read(System.IO.File.ReadAllText(File)).Single()["groups"]!.AsArray()
        .SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!);
}
