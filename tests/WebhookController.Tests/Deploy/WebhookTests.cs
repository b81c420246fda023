using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sandbox;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// What the API server asks us about, and what it does when nobody answers.
public sealed partial class WebhookTests : ChartTest
{
    // Tried out on a real API server: binding, annotations, finalizers and other labels cost no call, a misspelt key of ours does.
    private const string Verified = """
        request.operation == 'CREATE' ||
        (request.operation == 'DELETE' && has(oldObject.metadata.labels) && oldObject.metadata.labels.exists(k, k.startsWith('backup.vluwte.nl/'))) ||
        (request.operation == 'UPDATE' && (
        (has(object.metadata.labels) && object.metadata.labels.exists(k, k.startsWith('backup.vluwte.nl/') &&
        !(has(oldObject.metadata.labels) && k in oldObject.metadata.labels && oldObject.metadata.labels[k] == object.metadata.labels[k]))) ||
        (has(oldObject.metadata.labels) && oldObject.metadata.labels.exists(k, k.startsWith('backup.vluwte.nl/') &&
        !(has(object.metadata.labels) && k in object.metadata.labels)))))
        """;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Only_changes_of_our_labels_cost_a_call(string name)
    {
        var prefix = name == "renamed" ? "backups.example.org/" : "backup.vluwte.nl/";
        var claims = Claims(new ChartCase(name).Manifests).ToList();

        Assert.Equal(2, claims.Count);
        foreach (var webhook in claims)
        {
            var expression = (string?)webhook["matchConditions"]?[0]!["expression"];
            if (name == "old-kubernetes") Assert.Null(expression);
            else Assert.Equal(OneLine(Verified.Replace("backup.vluwte.nl/", prefix, StringComparison.Ordinal)), OneLine(expression!));
        }
    }

    // 1.27 has them behind a feature gate only.
    [Theory]
    [InlineData("v1.27.16", false)]
    [InlineData("v1.28.0-eks-a1b2c3", true)]
    [InlineData("v1.30.4+k3s1", true)]
    public void Conditions_are_left_out_where_the_API_server_does_not_know_them_yet(string version, bool there)
    {
        var rendered = Renderer.Try(["a", Repository.At("deploy", "chart"), "--kube-version", version]);

        Assert.True(rendered.Succeeded, rendered.Text);
        Assert.All(new Manifests(rendered.Text).Webhooks, webhook => Assert.Equal(there, webhook.ContainsKey("matchConditions")));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Our_own_namespace_is_never_in_the_way_of_its_own_repair(string name)
    {
        var install = new ChartCase(name);
        foreach (var webhook in Claims(install.Manifests))
        {
            var selector = Assert.Single(webhook["namespaceSelector"]!["matchExpressions"]!.AsArray())!;
            Assert.Equal(("kubernetes.io/metadata.name", "NotIn"), ((string?)selector["key"], (string?)selector["operator"]));
            Assert.Equal(name == "fail-closed" ? [install.Namespace, "kube-system"] : [install.Namespace], Manifests.Texts(selector["values"]));
        }

        var defaults = Assert.Single(install.Manifests.Webhooks, webhook => (string?)webhook["name"] == "defaults.backup.vluwte.nl");
        Assert.Equal(install.Namespace, (string?)defaults["namespaceSelector"]!["matchLabels"]!["kubernetes.io/metadata.name"]);
        Assert.Equal("Ignore", (string?)defaults["failurePolicy"]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_blocked_while_nobody_answers_unless_that_is_asked_for(string name)
    {
        foreach (var webhook in Claims(new ChartCase(name).Manifests))
        {
            Assert.Equal(name == "fail-closed" ? ("Fail", 10) : ("Ignore", 3), ((string?)webhook["failurePolicy"], (int)webhook["timeoutSeconds"]!));
            Assert.Equal(("None", "Equivalent"), ((string?)webhook["sideEffects"], (string?)webhook["matchPolicy"]));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_service_that_is_called_is_ours(string name)
    {
        var install = new ChartCase(name);
        Assert.All(install.Manifests.Webhooks, webhook =>
        {
            var service = webhook["clientConfig"]!["service"]!;
            Assert.Equal((Manifests.Name(install.Manifests.The("Service")), install.Namespace, 443),
                ((string?)service["name"], (string?)service["namespace"], (int)service["port"]!));
        });
    }

    // The trial runs and tests register by URL what the chart registers by service: one must not know of more than the other.
    [Fact]
    public async Task The_same_webhooks_are_registered_as_in_trial_runs()
    {
        await using var server = await SandboxServer.StartAsync(ct: TestContext.Current.CancellationToken);
        using var api = server.CreateClient();
        await WebhookRegistration.RegisterAsync(api, new Uri("https://127.0.0.1:1"), [1], ct: TestContext.Current.CancellationToken);
        var registered = new List<string>();
        foreach (var kind in (string[])["mutatingwebhookconfigurations", "validatingwebhookconfigurations"])
        {
            var path = new Uri($"apis/admissionregistration.k8s.io/v1/{kind}", UriKind.Relative);
            var list = await api.GetFromJsonAsync<JsonObject>(path, TestContext.Current.CancellationToken);
            var webhooks = list!["items"]!.AsArray().SelectMany(one => one!["webhooks"]!.AsArray());
            registered.AddRange(webhooks.Select(webhook => Describe(webhook!.AsObject())));
        }

        Assert.Equal(registered.Order(), ChartCase.Default.Webhooks.Select(Describe).Order());
    }

    private static IEnumerable<JsonObject> Claims(Manifests manifests) =>
        manifests.Webhooks.Where(webhook => Manifests.Texts(webhook["rules"]![0]!["resources"]).Contains("persistentvolumeclaims"));

    private static string Describe(JsonObject webhook)
    {
        var rule = Assert.Single(webhook["rules"]!.AsArray())!;
        var path = (string?)webhook["clientConfig"]!["service"]?["path"] ?? new Uri((string)webhook["clientConfig"]!["url"]!).AbsolutePath;
        var (operations, resources) = (Manifests.Texts(rule["operations"]), Manifests.Texts(rule["resources"]));
        return $"{webhook["name"]} {path} {string.Join(',', operations)} {string.Join(',', resources)}";
    }

    private static string OneLine(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
