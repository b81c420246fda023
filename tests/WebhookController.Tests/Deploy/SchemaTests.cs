using System.Text.Json.Nodes;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// The API server would take what the chart makes.
public sealed class SchemaTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_field_of_Kubernetes_own_kinds_exists_and_has_a_value_of_its_type(string name)
    {
        var known = new ChartCase(name).Manifests.All.Where(item => BuiltInSchema.Find(item) is not null).ToList();

        Assert.True(known.Count > 10, $"only {known.Count} objects were known");
        Assert.Empty(known.SelectMany(item => BuiltInSchema.Mistakes(item, BuiltInSchema.Find(item)!).Select(mistake => $"{Manifests.Describe(item)}: {mistake}")));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Objects_of_cert_manager_and_of_the_Prometheus_operator_fit_their_definitions(string name)
    {
        Assert.SkipUnless(CrdSchema.AtHand, "the CustomResourceDefinitions are not at hand");
        var custom = new ChartCase(name).Manifests.All.Where(item => BuiltInSchema.Find(item) is null).ToList();

        Assert.All(custom, item => Assert.True(CrdSchema.Find(item) is not null, $"{Manifests.Describe(item)} is of an unknown kind"));
        Assert.Empty(custom.SelectMany(item => CrdSchema.Mistakes(item, CrdSchema.Find(item)!).Select(mistake => $"{Manifests.Describe(item)}: {mistake}")));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_object_is_there_twice_and_every_one_is_in_a_namespace_or_of_the_cluster(string name)
    {
        string[] ofTheCluster = ["ClusterRole", "ClusterRoleBinding", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];
        var all = new ChartCase(name).Manifests.All;

        Assert.Equal(all.Count, all.Select(Manifests.Describe).Distinct().Count());
        Assert.All(all, item => Assert.Equal(ofTheCluster.Contains(Manifests.Kind(item)), Manifests.Namespace(item) is null));
    }

    [Fact]
    public void A_field_that_does_not_exist_and_a_number_for_a_text_are_noticed()
    {
        var service = JsonNode.Parse("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","labels":{"b":1}},"spec":{"portz":[]}}""")!.AsObject();

        var mistakes = BuiltInSchema.Mistakes(service, BuiltInSchema.Find(service)!).ToList();

        Assert.Contains(".spec.portz is not a field of V1ServiceSpec", mistakes);
        Assert.Equal(2, mistakes.Count);
    }
}
