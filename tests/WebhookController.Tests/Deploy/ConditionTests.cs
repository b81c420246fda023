using Cel;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// Which changes the API server asks us about: the conditions themselves, evaluated as it evaluates them.
public sealed class ConditionTests : ChartTest
{
    // Labels of ours are written with a leading /, annotations with a leading @; null is an object without any labels.
    public static TheoryData<string, string?, string?, bool> Changes => new()
    {
        { "CREATE", null, null, true },
        { "CREATE", null, "/enabled=true", true },
        { "UPDATE", null, null, false },
        { "UPDATE", "app=a", "app=a", false },
        { "UPDATE", "app=a", "app=b", false },
        { "UPDATE", "/enabled=true", "/enabled=true", false },
        { "UPDATE", "/enabled=true", "/enabled=true,app=a", false },
        { "UPDATE", null, "/enabled=true", true },
        { "UPDATE", null, "/enabled=", true },
        { "UPDATE", "app=a", "app=a,/name=", true },
        { "UPDATE", null, "/intervall=6", true },
        { "UPDATE", "/retain=1", "/retain=2", true },
        { "UPDATE", "/retain=", "/retain=2", true },
        { "UPDATE", "/retain=1,/name=a", "/name=a", true },
        { "UPDATE", "/retain=1", null, true },
        { "UPDATE", "/retain=", null, true },
        { "UPDATE", "@/archive-requested-at=t", "@/archive-requested-at=t", false },
        { "UPDATE", null, "@/archive-requested-at=t", false },
        { "UPDATE", "@/archive-requested-at=t", "@/archive-requested-at=u", false },
        { "UPDATE", "@/allow-delete=true,@other=x", null, false },
        { "UPDATE", "@/archive-requested-at=t", null, true },
        { "UPDATE", "/archive=true,@/archive-requested-at=t", "/archive=true,@other=x", true },
        { "DELETE", null, null, false },
        { "DELETE", "app=a", null, false },
        { "DELETE", "app=a,/enabled=true", null, true },
    };

    public static TheoryData<string, string?, string?, bool> LayerChanges => new()
    {
        { "CREATE", null, null, false },
        { "CREATE", null, "app=a,@/enabled=true", false },
        { "CREATE", null, "/enabled=true", true },
        { "CREATE", null, "app=a,/intervall=", true },
        { "UPDATE", null, null, false },
        { "UPDATE", null, "app=a", false },
        { "UPDATE", "app=a", "app=b", false },
        { "UPDATE", "app=a", null, false },
        { "UPDATE", "@/enabled=true", "@/enabled=false,@other=x", false },
        { "UPDATE", "/enabled=true", "/enabled=true", false },
        { "UPDATE", "/enabled=true", "app=a,/enabled=true", false },
        { "UPDATE", null, "/enabled=true", true },
        { "UPDATE", "app=a", "app=a,/enabled=", true },
        { "UPDATE", "/retain=1", "/retain=2", true },
        { "UPDATE", "/retain=", "/retain=2", true },
        { "UPDATE", "/retain=1,/start=0100", "/start=0100", true },
        { "UPDATE", "/retain=", "app=a", true },
        { "UPDATE", "/retain=1", null, true },
        { "DELETE", null, null, false },
        { "DELETE", "app=a", null, false },
        { "DELETE", "app=a,/enabled=true", null, true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_PVC_costs_a_call_when_it_is_made_when_our_labels_change_when_its_request_is_lost_and_when_it_goes_with_them(
        string operation, string? before, string? after, bool asked)
    {
        foreach (var (install, prefix) in new[] { ("default", "backup.vluwte.nl/"), ("renamed", "backups.example.org/") })
        {
            var webhooks = new ChartCase(install).Manifests.ClaimWebhooks.ToList();
            Assert.Equal(2, webhooks.Count);
            Assert.All(webhooks, webhook => Assert.Equal(asked, Evaluate((string)webhook["matchConditions"]![0]!["expression"]!, new()
            {
                ["request"] = new Dictionary<string, object?> { ["operation"] = operation },
                ["oldObject"] = operation == "CREATE" ? null : Labelled(before, prefix),
                ["object"] = operation == "DELETE" ? null : Labelled(after, prefix),
            })));
        }
    }

    // The status changes with every update, too.
    [Theory]
    [MemberData(nameof(LayerChanges))]
    public void A_namespace_or_a_StorageClass_costs_a_call_only_when_a_label_of_ours_comes_changes_or_goes(
        string operation, string? before, string? after, bool asked)
    {
        foreach (var (install, prefix) in new[] { ("default", "backup.vluwte.nl/"), ("renamed", "backups.example.org/") })
        {
            var webhooks = new ChartCase(install).Manifests.LayerWebhooks.ToList();
            Assert.Equal(2, webhooks.Count);
            Assert.All(webhooks, webhook => Assert.Equal(asked, Evaluate((string)webhook["matchConditions"]![0]!["expression"]!, new()
            {
                ["request"] = new Dictionary<string, object?> { ["operation"] = operation },
                ["oldObject"] = operation == "CREATE" ? null : Labelled(before, prefix, "Active"),
                ["object"] = operation == "DELETE" ? null : Labelled(after, prefix, "Terminating"),
            })));
        }
    }

    [Theory]
    [InlineData("backup-defaults", true)]
    [InlineData("kube-root-ca.crt", false)]
    public void Of_the_ConfigMaps_only_that_of_the_defaults_costs_a_call(string name, bool asked)
    {
        var webhook = Assert.Single(ChartCase.Default.Webhooks, one => (string?)one["name"] == "defaults.backup.vluwte.nl");

        Assert.Equal(asked, Evaluate((string)webhook["matchConditions"]![0]!["expression"]!,
            new() { ["request"] = new Dictionary<string, object?> { ["name"] = name } }));
    }

    // 1.27 has conditions behind a feature gate only; 1.28 has them, and takes none with optional fields in a new object.
    [Theory]
    [InlineData("v1.27.16", false)]
    [InlineData("v1.28.0-eks-a1b2c3", true)]
    [InlineData("v1.30.4+k3s1", true)]
    public void Conditions_are_there_from_Kubernetes_1_28_on_and_ones_that_it_takes(string version, bool there)
    {
        var rendered = Renderer.Try(["a", Repository.At("deploy", "chart"), "--kube-version", version]);

        Assert.True(rendered.Succeeded, rendered.Text);
        Assert.All(new Manifests(rendered.Text).Webhooks, webhook =>
        {
            Assert.Equal(there, webhook.ContainsKey("matchConditions"));
            Assert.DoesNotContain(".?", webhook.ToJsonString(), StringComparison.Ordinal);
        });
    }

    private static bool Evaluate(string expression, Dictionary<string, object?> variables) =>
        (bool)new CelEnvironment([], "").Program(expression, variables)!;

    private static Dictionary<string, object?> Labelled(string? labels, string prefix, string phase = "Pending")
    {
        var metadata = new Dictionary<string, object?>();
        foreach (var map in (labels?.Split(',') ?? []).ToLookup(item => item[0] == '@' ? "annotations" : "labels", item => item.TrimStart('@').Split('=')))
            metadata[map.Key] = map.ToDictionary(pair => pair[0].Replace("/", prefix, StringComparison.Ordinal), object? (pair) => pair[1]);
        return new() { ["metadata"] = metadata, ["status"] = new Dictionary<string, object?> { ["phase"] = phase } };
    }
}
