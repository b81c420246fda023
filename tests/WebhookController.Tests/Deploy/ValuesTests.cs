using System.Text.Json.Nodes;
using RealServer;
using WebhookController.Tests.Deploy.Support;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Deploy;

/// What can be set, what is allowed, and what the user sees.
public sealed class ValuesTests : ChartTest
{
    private static readonly JsonObject Values = Assert.Single(YamlDocuments.Read(Repository.Read("deploy", "chart", "values.yaml")));

    [Fact]
    public void The_README_lists_every_value_with_its_default()
    {
        var rows = Readme.Table("values", Repository.Read("deploy", "chart", "README.md"));

        Assert.Equal(Leaves(Values, "").Select(leaf => (leaf.Path, leaf.Default)), rows.Select(row => (row[0].Trim('`'), row[1].Trim('`'))));
        Assert.All(rows, row => Assert.NotEmpty(row[2]));
    }

    [Fact]
    public void The_schema_knows_every_value_and_no_other()
    {
        var schema = JsonNode.Parse(Repository.Read("deploy", "chart", "values.schema.json"))!;

        var known = schema["properties"]!.AsObject().Select(property => property.Key);
        Assert.Equal(Values.Select(value => value.Key).Append("global").Order(), known.Order());
    }

    [Theory]
    [InlineData("webhok: {}", "webhok")]
    [InlineData("webhook: {failurePolicy: ignore}", "failurePolicy")]
    [InlineData("webhook: {failurePolicies: Ignore}", "failurePolicies")]
    [InlineData("labels: {prefix: backup.example.org}", "prefix")]
    [InlineData("defaults: {interval: 5}", "interval")]
    [InlineData("defaults: {start: '2460'}", "start")]
    [InlineData("defaults: {start: automatic}", "start")]
    [InlineData("webhook: {excludedNamespaces: ['a,b']}", "excludedNamespaces")]
    [InlineData("exemptions: {selectors: ['a=b;c=d']}", "selectors")]
    [InlineData("exemptions: {selectors: ['']}", "selectors")]
    [InlineData("exemptions: {selector: []}", "selector")]
    [InlineData("replicaCount: two", "replicaCount")]
    [InlineData("replicaCount: -1", "replicaCount")]
    [InlineData("image: {digest: latest}", "digest")]
    public void A_value_that_cannot_be_is_refused_by_name(string values, string named)
    {
        var answer = new ChartCase("default").TryWith(values);

        Assert.False(answer.Succeeded, answer.Text);
        Assert.Contains(named, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ServiceAccount_that_is_not_made_must_be_named()
    {
        var answer = new ChartCase("default").TryWith("serviceAccount: {create: false}");

        Assert.False(answer.Succeeded);
        Assert.Contains("serviceAccount.name is empty", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Kubernetes_that_is_too_old_is_refused()
    {
        var answer = Renderer.Try(["a", Repository.At("deploy", "chart"), "--kube-version", "v1.24.0"]);

        Assert.False(answer.Succeeded);
        Assert.Contains("kubeVersion", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_notes_say_what_to_do_next(string name)
    {
        var install = new ChartCase(name);
        var prefix = name == "renamed" ? "backups.example.org/" : "backup.vluwte.nl/";

        var deployment = Manifests.Name(install.Manifests.The("Deployment"));
        Assert.Contains($"kubectl rollout status deployment/{deployment} -n {install.Namespace}", install.Notes, StringComparison.Ordinal);
        Assert.Contains($"kubectl label pvc PVC -n NAMESPACE {prefix}enabled=true", install.Notes, StringComparison.Ordinal);
        Assert.Equal(name == "no-cert-manager", install.Notes.Contains("For up to two minutes", StringComparison.Ordinal));
        Assert.Equal(name != "single-replica", install.Notes.Contains("It stays when the chart is uninstalled", StringComparison.Ordinal));
        Assert.Contains($"the label {prefix}start=auto", install.Notes, StringComparison.Ordinal);
        Assert.Equal(name != "single-replica", install.Notes.Contains("--set defaults.start=auto", StringComparison.Ordinal));
        Assert.DoesNotContain("<no value>", install.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_that_are_spread_are_taken()
    {
        var answer = new ChartCase("default").TryWith("defaults: {start: auto}");

        Assert.True(answer.Succeeded, answer.Text);
        Assert.Equal("auto", (string?)new Manifests(answer.Text).The("ConfigMap", "backup-defaults")["data"]!["start"]);
    }

    // Maps and lists that are empty are values themselves; so are those that a user replaces as a whole.
    private static IEnumerable<(string Path, string Default)> Leaves(JsonNode? node, string path) => node is JsonObject { Count: > 0 } map
        ? map.SelectMany(entry => Leaves(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}"))
        : [(path, node?.ToJsonString().Trim('"') ?? "")];
}
