using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// How the pods run.
public sealed class PodTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_pod_would_be_let_into_a_restricted_namespace(string name)
    {
        var manifests = new ChartCase(name).Manifests;
        foreach (var spec in new[] { manifests.Pod["spec"]!, manifests.The("Pod")["spec"]! })
        {
            var context = spec["securityContext"]!;
            Assert.Equal((true, "RuntimeDefault"), ((bool)context["runAsNonRoot"]!, (string?)context["seccompProfile"]!["type"]));
            Assert.NotEqual(0, (int)context["runAsUser"]!);
            foreach (var container in spec["containers"]!.AsArray())
            {
                var security = container!["securityContext"]!;
                Assert.Equal((false, true), ((bool)security["allowPrivilegeEscalation"]!, (bool)security["readOnlyRootFilesystem"]!));
                Assert.Equal(["ALL"], Manifests.Texts(security["capabilities"]!["drop"]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Replicas_keep_away_from_each_other_and_are_not_all_evicted_at_once(string name)
    {
        var manifests = new ChartCase(name).Manifests;
        var replicas = (int)manifests.The("Deployment")["spec"]!["replicas"]!;

        Assert.Equal(name == "single-replica" ? 1 : 2, replicas);
        Assert.Equal(replicas > 1 ? 1 : 0, manifests.Of("PodDisruptionBudget").Count());
        Assert.NotEmpty(manifests.Pod["spec"]!["topologySpreadConstraints"]!.AsArray());
        Assert.NotEmpty(manifests.Pod["spec"]!["affinity"]!.AsObject());
        Assert.All(manifests.Of("PodDisruptionBudget"), budget => Assert.Equal((1, "AlwaysAllow"),
            ((int)budget["spec"]!["maxUnavailable"]!, (string?)budget["spec"]!["unhealthyPodEvictionPolicy"])));
    }

    [Fact]
    public void A_cluster_that_assigns_users_itself_gets_none()
    {
        var answer = new ChartCase("default").TryWith(
            "podSecurityContext: {runAsUser: null, runAsGroup: null, fsGroup: null, supplementalGroups: [5]}");

        Assert.True(answer.Succeeded, answer.Text);
        var manifests = new Manifests(answer.Text);
        Assert.All(new[] { manifests.Pod["spec"]!, manifests.The("Pod")["spec"]! }, spec => Assert.Equal(
            ["runAsNonRoot", "seccompProfile", "supplementalGroups"], spec["securityContext"]!.AsObject().Select(field => field.Key).Order()));
    }

    // On the network of its node a Pod has its ports to itself: one more than before would find none free.
    [Theory]
    [MemberData(nameof(Cases))]
    public void An_update_leaves_as_many_that_answer_as_before_unless_they_share_ports(string name)
    {
        var manifests = new ChartCase(name).Manifests;
        var onHost = (bool?)manifests.Pod["spec"]!["hostNetwork"] ?? false;
        var update = manifests.The("Deployment")["spec"]!["strategy"]!["rollingUpdate"]!;

        Assert.Equal(name == "renamed", onHost);
        Assert.Equal(onHost ? (1, 0) : (0, 1), ((int)update["maxUnavailable"]!, (int)update["maxSurge"]!));
    }

    [Fact]
    public void What_is_configured_arrives_in_the_pod()
    {
        var spec = new ChartCase("renamed").Manifests.Pod["spec"]!;

        Assert.Equal("linux", (string?)spec["nodeSelector"]!["kubernetes.io/os"]);
        Assert.Equal("storage", (string?)spec["tolerations"]![0]!["key"]);
        Assert.Equal("registry", (string?)spec["imagePullSecrets"]![0]!["name"]);
        Assert.True(spec["affinity"]!.AsObject().ContainsKey("nodeAffinity"));
        Assert.False(spec["affinity"]!.AsObject().ContainsKey("podAntiAffinity"));
        Assert.Equal("ClusterFirstWithHostNet", (string?)spec["dnsPolicy"]);
        Assert.Equal("system-cluster-critical", (string?)new ChartCase("fail-closed").Manifests.Pod["spec"]!["priorityClassName"]);
        Assert.EndsWith("/longhorn-backup-controller@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            (string?)new ChartCase("own-issuer").Manifests.Container["image"]);
    }
}
