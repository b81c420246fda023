using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Tests.Kubernetes.Objects;

/// Layers of defaults, and what selectors look at, as they are read off the API server.
public sealed class CoreReadersTests
{
    [Fact]
    public void Of_a_namespace_our_labels_are_read_and_no_others()
    {
        var ns = CoreReaders.Namespace(
            Json("""
                {"metadata":{"name":"shop","uid":"u","resourceVersion":"7","labels":{"kubernetes.io/metadata.name":"shop","backup.vluwte.nl/enabled":"true",
                 "backup.vluwte.nl/retain":"14","backup.vluwte.nlx/retain":"1"}},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}}
                """),
            LabelKeys.Default);

        Assert.Equal((ObjectKey.ClusterScoped("shop"), "u", "7", false), (ns.Key, ns.Uid, ns.ResourceVersion, ns.Deleting));
        Assert.Equal(LabelSet.Of(("backup.vluwte.nl/enabled", "true"), ("backup.vluwte.nl/retain", "14")), ns.Labels);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"shop"}}""")]
    [InlineData("""{"metadata":{"name":"shop","labels":null}}""")]
    [InlineData("""{"metadata":{"name":"shop","labels":{"team":"blue"}}}""")]
    public void A_namespace_without_labels_of_ours_says_nothing(string json) => Assert.Equal(LabelSet.Empty, CoreReaders.Namespace(Json(json), LabelKeys.Default).Labels);

    [Fact]
    public void A_namespace_on_its_way_out_is_read_as_such() =>
        Assert.True(CoreReaders.Namespace(Json("""{"metadata":{"name":"shop","deletionTimestamp":"2026-11-22T12:00:00Z"}}"""), LabelKeys.Default).Deleting);

    [Fact]
    public void Of_a_storage_class_our_labels_are_read_by_the_prefix_in_force()
    {
        var item = CoreReaders.StorageClass(
            Json("""{"metadata":{"name":"fast","labels":{"b.example.org/interval":"1","backup.vluwte.nl/interval":"2"}},"provisioner":"driver.longhorn.io"}"""),
            new LabelKeys("b.example.org/"));

        Assert.Equal((LabelSet.Of(("b.example.org/interval", "1")), "driver.longhorn.io"), (item.Labels, item.Provisioner));
    }

    [Fact]
    public void Of_a_pvc_the_labels_are_read_that_selectors_look_at()
    {
        var exemptions = new Exemptions([], [LabelSelector.Read("app=cache,!keep")!, LabelSelector.Read("example.org/scratch")!]);

        var claim = CoreReaders.Claim(Json("""{"metadata":{"name":"a","labels":{"app":"cache","keep":"","team":"blue","example.org/scratch":"yes"}}}"""), LabelKeys.Default, exemptions);

        Assert.Equal(LabelSet.Of(("app", "cache"), ("keep", ""), ("example.org/scratch", "yes")), claim.SelectedLabels);
    }

    [Theory]
    [InlineData("""{"metadata":{"labels":{}}}""")]
    [InlineData("""{"metadata":{"name":"shop","labels":{"backup.vluwte.nl/retain":14}}}""")]
    [InlineData("""{"metadata":{"name":"shop","labels":["backup.vluwte.nl/retain"]}}""")]
    [InlineData("""{}""")]
    public void What_can_not_be_read_is_no_layer_that_says_nothing(string json)
    {
        Assert.Throws<JsonException>(() => CoreReaders.Namespace(Json(json), LabelKeys.Default));
        Assert.Throws<JsonException>(() => CoreReaders.StorageClass(Json(json), LabelKeys.Default));
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
