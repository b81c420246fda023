using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using WebhookController.Core.Report;
using WebhookController.Core.Status;
using WebhookController.StatusPage.Json;
using WebhookController.Tests.Documentation;
using WebhookController.Tests.StatusPage.Sections;
using WebhookController.Tests.StatusPage.Support;

namespace WebhookController.Tests.StatusPage.Json;

public sealed class StatusDocumentTests
{
    [Fact]
    public async Task It_says_what_the_report_says()
    {
        await using var host = (await PageHost.StartAsync(PageClusters.Large(300))).Lead();
        var report = (await host.Reports.LatestAsync()).Report;

        var json = await JsonAsync(host);

        Assert.Equal(report.Claims.Select(claim => claim.Claim.ToString()).Order(), json["pvcs"]!.AsArray().Select(pvc => $"{pvc!["namespace"]}/{pvc["name"]}").Order());
        foreach (var pvc in json["pvcs"]!.AsArray())
        {
            var claim = report.Claims.Single(claim => claim.Claim.Name == (string?)pvc!["name"]);
            Assert.Equal(claim.Status.Current.State.MetricName(), (string?)pvc!["state"]);
            Assert.Equal(claim.Status.Current.ReasonName, (string?)pvc["reason"]);
            Assert.Equal(claim.Why(), (string?)pvc["why"]);
            Assert.Equal(claim.Status.LastSuccess, (DateTimeOffset?)pvc["lastBackup"]);
            Assert.Equal(claim.Status.NextRun, (DateTimeOffset?)pvc["nextRun"]);
            Assert.Equal((long?)claim.AgeAt(report.Now)?.TotalSeconds, (long?)pvc["ageSeconds"]);
            Assert.Equal(claim.Status.Job, (string?)pvc["job"]);
            Assert.Equal(claim.Settings.Select(setting => $"{setting.Name}={setting.Value}"), pvc["settings"]!.AsArray().Select(setting => $"{setting!["name"]}={setting["value"]}"));
            Assert.Equal(claim.Mistakes, pvc["mistakes"]!.AsArray().Select(mistake => (string)mistake!));
        }
        Assert.Equal(report.Totals.AtRisk, (int)json["totals"]!["atRisk"]!);
        Assert.Equal(report.Totals.Coverage, (double)json["totals"]!["coverage"]!);
        Assert.Equal(report.Claims.Count, json["totals"]!["states"]!.AsObject().Sum(state => (int)state.Value!));
        Assert.Equal(Verdict.Of(report).Headline, (string?)json["verdict"]!["headline"]);
        Assert.True((bool)json["replica"]!["leads"]!);
        Assert.False((bool)json["partial"]!);
    }

    [Fact]
    public async Task It_takes_the_queries_of_the_page_and_has_all_that_they_select()
    {
        await using var host = await PageHost.StartAsync(PageClusters.Large(450));

        var json = await JsonAsync(host, "?state=violating&sort=-pvc");

        Assert.All(json["pvcs"]!.AsArray(), pvc => Assert.Equal("violating", (string?)pvc!["state"]));
        Assert.Equal((int)json["selected"]!, json["pvcs"]!.AsArray().Count);
        Assert.Equal(450, (await JsonAsync(host))["pvcs"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_is_held_is_there_with_its_digest()
    {
        await using var host = await PageHost.StartAsync(OverviewPageTests.HeldCluster());

        var held = (await JsonAsync(host))["heldDeletions"]!;

        Assert.Equal("allow-mass-deletion", (string?)held["key"]);
        Assert.Equal((await host.Reports.LatestAsync()).Report.HeldDeletions!.Digest, (string?)held["digest"]);
        Assert.Equal(12, held["jobs"]!.AsArray().Count);
    }

    [Fact]
    public void Every_field_is_in_the_table_of_its_description()
    {
        var documented = Readme.Table("fields", File.ReadAllText(Checkout.File("docs/status-page.md"))).Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal);

        Assert.Equal(Fields(typeof(StatusDocument), "").Order(StringComparer.Ordinal), documented);
    }

    [Fact]
    public void Every_value_of_the_closed_sets_is_in_its_description()
    {
        var text = File.ReadAllText(Checkout.File("docs/status-page.md"));

        Assert.All(Enum.GetValues<ProtectionState>(), state => Assert.Contains($"`{state.MetricName()}`", text, StringComparison.Ordinal));
        foreach (var value in (string[])["critical", "warning", "notice", "good", "not_expected", "awaited", "running", "fresh", "late", "stale", "being_made", "ready", "kept", "failed", "expired", "at_risk", "attention"])
            Assert.Contains($"`{value}`", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Fields(Type type, string path) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != "EqualityContract").SelectMany(property =>
    {
        var name = path + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var inner = property.PropertyType.IsGenericType && property.PropertyType.GetGenericArguments() is [var item] ? (item, "[].") : (property.PropertyType, ".");
        return inner.Item1.Namespace == typeof(StatusDocument).Namespace ? Fields(inner.Item1, name + inner.Item2) : [name];
    });

    private static async Task<JsonObject> JsonAsync(PageHost host, string query = "") => JsonNode.Parse(await host.GetAsync($"/api/v1/status{query}"))!.AsObject();
}
