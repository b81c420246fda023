using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RealServer;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Integration.Support.Alerting;

/// The files of deploy/ as they are, but that half a minute of waiting is a second and that the addresses are those of the test. Changed are `for`
/// and `keep_firing_for` of the rules, `group_wait` and `group_interval` of the routing, and how often Prometheus looks. Expressions, with all
/// their thresholds and ranges, labels, routes and inhibitions are untouched.
internal static partial class HastenedExamples
{
    private const int Haste = 30;
    private const string Looking = "2s";

    public static string Rules() => Waiting().Replace(
        File.ReadAllText(Checkout.File("deploy/prometheus/rules.yaml")), match => $"{match.Groups[1].Value}{Hastened(match)}");

    public static string Alertmanager(Uri receiver) => Waiting()
        .Replace(File.ReadAllText(Checkout.File("deploy/alertmanager/alertmanager.yaml")), match => $"{match.Groups[1].Value}{Hastened(match)}")
        .Replace("http://alerts.example/", $"{receiver}", StringComparison.Ordinal);

    public static string Prometheus(string rules, Uri alertmanager, Uri controller)
    {
        var config = YamlDocuments.Read(File.ReadAllText(Checkout.File("deploy/prometheus/prometheus.yaml"))).Single();
        config["global"] = new JsonObject { ["scrape_interval"] = Looking, ["evaluation_interval"] = Looking };
        config["rule_files"] = new JsonArray(rules);
        config["alerting"]!["alertmanagers"]![0]!["static_configs"] = At(alertmanager);
        var scrape = config["scrape_configs"]!.AsArray().Single()!.AsObject();
        // How Pods are found is Kubernetes' affair.
        scrape.Remove("kubernetes_sd_configs");
        scrape.Remove("relabel_configs");
        scrape["static_configs"] = At(controller);
        return config.ToJsonString();
    }

    private static JsonArray At(Uri address) => [new JsonObject { ["targets"] = new JsonArray(address.Authority) }];

    private static string Hastened(Match match)
    {
        var seconds = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)
            * match.Groups[3].Value switch { "s" => 1, "m" => 60, "h" => 3600, "d" => 86400, var unit => throw new FormatException(unit) };
        return $"{seconds * 1000 / Haste}ms";
    }

    [GeneratedRegex("((?:for|keep_firing_for|group_wait|group_interval): )([0-9]+)([smhd])(?=\n)")]
    private static partial Regex Waiting();
}
