using System.Text.Json.Nodes;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// An installation without Helm gets what the chart makes by default.
public sealed class KustomizeTests
{
    // Who manages an object, and by which chart, differs; a namespace is made by Helm itself, and tests are Helm's.
    private static readonly string[] HelmsOwn = ["app.kubernetes.io/managed-by", "helm.sh/chart", "helm.sh/resource-policy"];

    [Fact]
    public void Kustomize_makes_the_same_objects_as_the_chart()
    {
        var kustomized = Built().All.Where(item => Manifests.Kind(item) != "Namespace").ToDictionary(Manifests.Describe, Comparable);
        var charted = ChartCase.Default.All.Where(item => Manifests.Kind(item) != "Pod").ToDictionary(Manifests.Describe, Comparable);

        Assert.Equal(charted.Keys.Order(), kustomized.Keys.Order());
        Assert.All(charted, item => Assert.Equal(item.Value, kustomized[item.Key]));
    }

    [Fact]
    public void Kustomize_makes_the_namespace_that_everything_is_in()
    {
        var manifests = Built();
        var own = Manifests.Name(manifests.The("Namespace"));

        Assert.Equal([own, "longhorn-system"], manifests.All.Select(Manifests.Namespace).OfType<string>().Distinct().Order());
    }

    private static Manifests Built()
    {
        var kubectl = Tool.Find("kubectl");
        Assert.SkipWhen(kubectl is null, "kubectl is not installed");
        var (exitCode, output, error) = kubectl!.Run(["kustomize", "deploy/kustomize"]);
        Assert.True(exitCode == 0, error);
        return new Manifests(output);
    }

    private static string Comparable(JsonObject item) => Sorted(item)!.ToJsonString();

    private static bool IsHelmsOwn(KeyValuePair<string, JsonNode?> entry) => HelmsOwn.Contains(entry.Key)
        || (entry is { Key: "annotations", Value: JsonObject { Count: > 0 } annotations } && annotations.All(IsHelmsOwn));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(entry => !IsHelmsOwn(entry)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        null => null,
        var leaf => leaf.DeepClone(),
    };
}
