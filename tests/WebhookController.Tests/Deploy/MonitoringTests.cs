using System.Text.Json.Nodes;
using RealServer;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// Metrics, alerts and the dashboard, behind their switches.
public sealed class MonitoringTests : ChartTest
{
    [Fact]
    public void The_alerts_are_those_of_the_rules_file()
    {
        var rules = Assert.Single(YamlDocuments.Read(Repository.Read("deploy", "prometheus", "rules.yaml")));
        var rule = new ChartCase("monitoring").Manifests.The("PrometheusRule");

        Assert.NotEmpty(rules["groups"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(rules, rule["spec"]));
    }

    [Fact]
    public void The_dashboard_is_the_one_that_is_kept()
    {
        var dashboard = new ChartCase("monitoring").Manifests.The("ConfigMap", "longhorn-backup-controller-dashboard");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Repository.Read("deploy", "grafana", "dashboard.json")),
            JsonNode.Parse((string)Assert.Single(dashboard["data"]!.AsObject()).Value!)));
        Assert.Equal("1", (string?)dashboard["metadata"]!["labels"]!["grafana_dashboard"]);
        Assert.Equal("Storage", (string?)dashboard["metadata"]!["annotations"]!["grafana_folder"]);
    }

    [Fact]
    public void The_labels_that_Prometheus_selects_by_are_on_its_objects()
    {
        var manifests = new ChartCase("monitoring").Manifests;

        foreach (var kind in (string[])["ServiceMonitor", "PrometheusRule"])
            Assert.Equal("kube-prometheus-stack", (string?)manifests.The(kind)["metadata"]!["labels"]!["release"]);
        // Or a PVC's namespace would be shown as ours, and its job as that of the scrape.
        Assert.True((bool)manifests.The("ServiceMonitor")["spec"]!["endpoints"]![0]!["honorLabels"]!);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Without_being_switched_on_none_of_them_is_made(string name)
    {
        string[] kinds = ["ServiceMonitor", "PrometheusRule"];
        Assert.Equal(name == "monitoring" ? kinds.Length : 0, new ChartCase(name).Manifests.All.Count(item => kinds.Contains(Manifests.Kind(item))));
    }
}
