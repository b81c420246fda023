using System.Text;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Observability;
using WebhookController.Tests.Cache;

namespace WebhookController.Tests.Observability;

public sealed class LayerMetricsTests
{
    private const string OfConfigMap = """backup_defaults_invalid{layer="configmap",name="backup-defaults"}""";
    private const string OfShop = """backup_defaults_invalid{layer="namespace",name="shop"}""";
    private const string OfFast = """backup_defaults_invalid{layer="storageclass",name="fast"}""";

    private readonly ControllerMetrics _metrics = new();
    private readonly LayerMetrics _layers;
    private readonly ClusterCache _cache = new ClusterCache(LabelKeys.Default, "longhorn-system", TimeProvider.System).LoadAll();

    public LayerMetricsTests() => _layers = new LayerMetrics(_metrics);

    [Fact]
    public async Task The_config_map_always_has_a_series_and_other_layers_while_they_have_a_mistake()
    {
        Publish();
        Assert.Equal([$"{OfConfigMap} 0"], await SeriesAsync());

        Label("shop", ("enabled", "yes"));
        Class("fast", ("interval", "5"));
        Publish();
        Assert.Equal([$"{OfConfigMap} 0", $"{OfShop} 1", $"{OfFast} 1"], await SeriesAsync());

        Label("shop", ("enabled", "true"));
        Publish();
        Assert.Equal([$"{OfConfigMap} 0", $"{OfFast} 1"], await SeriesAsync());
    }

    [Fact]
    public async Task A_config_map_with_a_mistake_and_one_whose_settings_nobody_says_any_more_are_invalid()
    {
        Publish(EffectiveDefaults.BuiltIn with { Violations = [new(Condition.InvalidRetain, "retain", "many", "use …")] });
        Assert.Equal([$"{OfConfigMap} 1"], await SeriesAsync());

        Publish();
        Assert.Equal([$"{OfConfigMap} 0"], await SeriesAsync());

        Publish(keepSettings: 1);
        Assert.Equal([$"{OfConfigMap} 1"], await SeriesAsync());
    }

    [Fact]
    public async Task One_that_could_never_be_read_has_a_series_and_one_that_can_not_be_read_any_more_goes_on()
    {
        _cache.Update(StateSlots.Namespaces, ObjectKey.ClusterScoped("new"), set => set.MarkUnknown(ObjectKey.ClusterScoped("new")));
        Label("shop", ("enabled", "true"));
        _cache.Update(StateSlots.Namespaces, ObjectKey.ClusterScoped("shop"), set => set.MarkUnknown(ObjectKey.ClusterScoped("shop")));
        Publish();

        Assert.Equal([$"{OfConfigMap} 0", """backup_defaults_invalid{layer="namespace",name="new"} 1"""], await SeriesAsync());
    }

    [Fact]
    public async Task The_series_goes_with_its_namespace()
    {
        Label("shop", ("retain", "0"));
        Publish();
        _cache.Update(StateSlots.Namespaces, ObjectKey.ClusterScoped("shop"), set => set.Remove(ObjectKey.ClusterScoped("shop"), null));
        Publish();

        Assert.Equal([$"{OfConfigMap} 0"], await SeriesAsync());
    }

    private void Publish(EffectiveDefaults? defaults = null, int keepSettings = 0) =>
        _layers.Publish(PlanDelta.Nothing with { KeepSettings = keepSettings }, defaults ?? EffectiveDefaults.BuiltIn, _cache.State);

    private void Label(string ns, params (string Key, string Value)[] labels) =>
        _cache.Put(StateSlots.Namespaces, ClusterCacheExtensions.Namespace(ns) with { ResourceVersion = "2", Labels = Labels(labels) });

    private void Class(string name, params (string Key, string Value)[] labels) => _cache.Put(
        StateSlots.StorageClasses,
        new StorageClass { Key = ObjectKey.ClusterScoped(name), Uid = name, ResourceVersion = "1", Provisioner = LonghornLabels.Driver, Labels = Labels(labels) });

    private static LabelSet Labels((string Key, string Value)[] labels) => LabelSet.Of([.. labels.Select(label => ($"backup.vluwte.nl/{label.Key}", label.Value))]);

    private async Task<IReadOnlyList<string>> SeriesAsync()
    {
        using var text = new MemoryStream();
        await _metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return [.. Encoding.UTF8.GetString(text.ToArray()).Split('\n').Where(line => line.StartsWith("backup_defaults_invalid", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
