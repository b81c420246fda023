using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// Whom the API server asks, and what it does when nobody answers.
public sealed class WebhookTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Our_own_namespace_is_never_in_the_way_of_its_own_repair(string name)
    {
        var install = new ChartCase(name);
        foreach (var webhook in install.Manifests.ClaimWebhooks)
        {
            var selector = Assert.Single(webhook["namespaceSelector"]!["matchExpressions"]!.AsArray())!;
            Assert.Equal(("kubernetes.io/metadata.name", "NotIn"), ((string?)selector["key"], (string?)selector["operator"]));
            Assert.Equal(name == "fail-closed" ? [install.Namespace, "ci", "kube-system"] : [install.Namespace], Manifests.Texts(selector["values"]));
        }

        var defaults = Assert.Single(install.Manifests.Webhooks, webhook => (string?)webhook["name"] == "defaults.backup.vluwte.nl");
        Assert.Equal(install.Namespace, (string?)defaults["namespaceSelector"]!["matchLabels"]!["kubernetes.io/metadata.name"]);
        Assert.Equal("Ignore", (string?)defaults["failurePolicy"]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_blocked_while_nobody_answers_unless_that_is_configured(string name)
    {
        foreach (var webhook in new ChartCase(name).Manifests.ClaimWebhooks)
        {
            Assert.Equal(name == "fail-closed" ? ("Fail", 10) : ("Ignore", 3), ((string?)webhook["failurePolicy"], (int)webhook["timeoutSeconds"]!));
            Assert.Equal(("None", "Equivalent"), ((string?)webhook["sideEffects"], (string?)webhook["matchPolicy"]));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Namespaces_and_StorageClasses_never_wait_for_us(string name)
    {
        var manifests = new ChartCase(name).Manifests;
        var timeouts = manifests.ClaimWebhooks.Select(webhook => (int)webhook["timeoutSeconds"]!).Distinct();
        foreach (var webhook in manifests.LayerWebhooks)
        {
            Assert.Equal(("Ignore", "None"), ((string?)webhook["failurePolicy"], (string?)webhook["sideEffects"]));
            Assert.Equal(timeouts, [(int)webhook["timeoutSeconds"]!]);
            Assert.Equal("Cluster", (string?)webhook["rules"]![0]!["scope"]);
        }

        Assert.Equal(
            ["namespaces.backup.vluwte.nl CREATE,UPDATE", "storageclasses.backup.vluwte.nl CREATE,UPDATE,DELETE"],
            manifests.LayerWebhooks.Select(webhook => $"{webhook["name"]} {string.Join(',', Manifests.Texts(webhook["rules"]![0]!["operations"]))}"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_namespaces_of_the_cluster_of_Longhorn_and_of_ourselves_are_never_asked_about(string name)
    {
        var install = new ChartCase(name);
        var webhook = Assert.Single(install.Manifests.LayerWebhooks, webhook => webhook.ContainsKey("namespaceSelector"));

        var selector = Assert.Single(webhook["namespaceSelector"]!["matchExpressions"]!.AsArray())!;
        Assert.Equal(("kubernetes.io/metadata.name", "NotIn"), ((string?)selector["key"], (string?)selector["operator"]));
        string[] always = [install.Namespace, name == "renamed" ? "longhorn" : "longhorn-system", "kube-system"];
        Assert.Equal(name == "fail-closed" ? [.. always, "ci"] : always, Manifests.Texts(selector["values"]));
        Assert.Equal("namespaces.backup.vluwte.nl", (string?)webhook["name"]);
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

    private static string Describe(JsonObject webhook)
    {
        var rule = Assert.Single(webhook["rules"]!.AsArray())!;
        var path = (string?)webhook["clientConfig"]!["service"]?["path"] ?? new Uri((string)webhook["clientConfig"]!["url"]!).AbsolutePath;
        var (operations, groups, resources) = (Manifests.Texts(rule["operations"]), Manifests.Texts(rule["apiGroups"]), Manifests.Texts(rule["resources"]));
        return $"{webhook["name"]} {path} {string.Join(',', operations)} {string.Join(',', groups)}/{string.Join(',', resources)} {rule["scope"]}";
    }
}
