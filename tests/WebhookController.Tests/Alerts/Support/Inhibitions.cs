using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RealServer;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Alerts.Support;

/// The inhibitions of deploy/alertmanager/alertmanager.yaml, read as Alertmanager does.
internal static partial class Inhibitions
{
    private static readonly IReadOnlyList<JsonNode> All = [.. YamlDocuments.Read(File.ReadAllText(Checkout.File("deploy/alertmanager/alertmanager.yaml"))).Single()
        ["inhibit_rules"]!.AsArray().Select(rule => rule!)];

    /// Whether the one alert, given by its labels, mutes the other.
    public static bool Mutes(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> target) => All.Any(rule =>
        Matches(rule["source_matchers"]!, source) && Matches(rule["target_matchers"]!, target)
        && (rule["equal"]?.AsArray() ?? []).All(label => Value(source, label!.GetValue<string>()) == Value(target, label!.GetValue<string>())));

    private static bool Matches(JsonNode matchers, IReadOnlyDictionary<string, string> labels) => matchers.AsArray().All(text =>
    {
        var matcher = Matcher().Match(text!.GetValue<string>());
        var (value, wanted) = (Value(labels, matcher.Groups[1].Value), matcher.Groups[3].Value);
        return matcher.Groups[2].Value switch
        {
            "=" => value == wanted,
            "!=" => value != wanted,
            "=~" => Regex.IsMatch(value, $"^(?:{wanted})$"),
            "!~" => !Regex.IsMatch(value, $"^(?:{wanted})$"),
            var other => throw new FormatException($"{text} has the operator {other}; use =, !=, =~ or !~"),
        };
    });

    private static string Value(IReadOnlyDictionary<string, string> labels, string name) => labels.GetValueOrDefault(name, "");

    [GeneratedRegex("""^(\w+) *([=!~]+) *"?([^"]*)"?$""")]
    private static partial Regex Matcher();
}
