using System.Text.Json.Nodes;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// What names something else names something that is there.
public sealed class ConsistencyTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_selector_selects_the_pods_and_nothing_of_the_test(string name)
    {
        var manifests = new ChartCase(name).Manifests;
        var pod = manifests.Pod["metadata"]!["labels"];
        var selectors = manifests.Of("Service").Select(item => item["spec"]!["selector"])
            .Concat(new[] { "Deployment", "PodDisruptionBudget" }.SelectMany(manifests.Of).Select(item => item["spec"]!["selector"]!["matchLabels"]))
            .Concat(manifests.Of("NetworkPolicy").Select(item => item["spec"]!["podSelector"]!["matchLabels"])).ToList();

        Assert.All(selectors, selector => Assert.True(Manifests.Selects(selector, pod), selector?.ToJsonString()));
        var test = manifests.The("Pod")["metadata"]!["labels"];
        Assert.All(selectors, selector => Assert.False(Manifests.Selects(selector, test)));
        Assert.All(manifests.Of("ServiceMonitor"), monitor =>
            Assert.True(Manifests.Selects(monitor["spec"]!["selector"]!["matchLabels"], manifests.The("Service")["metadata"]!["labels"])));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ports_are_named_once_and_used_by_name(string name)
    {
        var manifests = new ChartCase(name).Manifests;
        var container = manifests.Container["ports"]!.AsArray().Select(port => (string)port!["name"]!).ToList();
        var service = manifests.The("Service")["spec"]!["ports"]!.AsArray().ToDictionary(port => (string)port!["name"]!, port => (int)port!["port"]!);

        Assert.Equal(["webhook", "metrics"], container);
        Assert.Equal((443, 8080), (service["webhook"], service["metrics"]));
        Assert.All(manifests.The("Service")["spec"]!["ports"]!.AsArray(), port => Assert.Contains((string)port!["targetPort"]!, container));
        foreach (var probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
            Assert.Equal("metrics", (string?)manifests.Container[probe]!["httpGet"]!["port"]);
        Assert.All(manifests.Of("NetworkPolicy").SelectMany(item => item["spec"]!["ingress"]!.AsArray()), rule =>
            Assert.Contains((string)Assert.Single(rule!["ports"]!.AsArray())!["port"]!, container));
        Assert.All(manifests.Of("ServiceMonitor"), monitor => Assert.Equal("metrics", (string?)monitor["spec"]!["endpoints"]![0]!["port"]));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_API_server_may_reach_the_webhook_from_anywhere_unless_that_is_narrowed(string name)
    {
        foreach (var policy in new ChartCase(name).Manifests.Of("NetworkPolicy"))
        {
            var from = policy["spec"]!["ingress"]!.AsArray().Single(rule => (string?)rule!["ports"]![0]!["port"] == "webhook")!["from"];
            if (name == "fail-closed") Assert.Equal("10.0.0.10/32", (string?)Assert.Single(from!.AsArray())!["ipBlock"]!["cidr"]);
            else Assert.Null(from);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Roles_are_bound_to_the_account_that_the_pods_run_as(string name)
    {
        var install = new ChartCase(name);
        var manifests = install.Manifests;
        var account = (string)manifests.Pod["spec"]!["serviceAccountName"]!;

        Assert.Equal(account, Manifests.Name(manifests.The("ServiceAccount")));
        foreach (var binding in manifests.Of("RoleBinding").Concat(manifests.Of("ClusterRoleBinding")))
        {
            var subject = Assert.Single(binding["subjects"]!.AsArray())!;
            Assert.Equal(("ServiceAccount", account, install.Namespace),
                ((string?)subject["kind"], (string?)subject["name"], (string?)subject["namespace"]));
            var wanted = binding["roleRef"]!;
            var role = Assert.Single(manifests.Of((string)wanted["kind"]!), one => Manifests.Name(one) == (string?)wanted["name"]);
            Assert.Equal(Manifests.Namespace(binding), Manifests.Namespace(role));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_the_test_hook_asks_is_the_service(string name)
    {
        var install = new ChartCase(name);
        var test = install.Manifests.The("Pod");

        Assert.Equal("test", (string?)test["metadata"]!["annotations"]!["helm.sh/hook"]);
        Assert.Equal($"http://{Manifests.Name(install.Manifests.The("Service"))}.{install.Namespace}.svc:8080/readyz",
            Manifests.Texts(test["spec"]!["containers"]![0]!["command"])[^1]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Uninstalling_leaves_nothing_behind_but_the_defaults(string name)
    {
        var manifests = new ChartCase(name).Manifests;
        var annotated = manifests.All.Where(item => Manifests.Kind(item) != "Pod")
            .SelectMany(item => (item["metadata"]!["annotations"] as JsonObject ?? []).Select(annotation => (Of: Manifests.Name(item), annotation)))
            .Where(one => one.annotation.Key.StartsWith("helm.sh/", StringComparison.Ordinal))
            .Select(one => $"{one.Of}: {one.annotation.Key}={one.annotation.Value}").ToList();

        // Jobs would keep as few backups as the program's own default says, were it to go.
        string[] kept = name == "single-replica" ? [] : ["backup-defaults: helm.sh/resource-policy=keep"];
        Assert.Equal(kept, annotated);
    }
}
