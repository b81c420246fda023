using Microsoft.Extensions.Logging;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Reconciliation;
using WebhookController.Tests.Cache;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Reconciliation;

/// What the log says of layers of defaults.
public sealed class PlanLoggerTests : IDisposable
{
    private readonly CapturedLog _log = new();
    private readonly ILoggerFactory _factory;
    private readonly PlanLogger _logger;
    private readonly ClusterCache _cache = new ClusterCache(LabelKeys.Default, "longhorn-system", TimeProvider.System).LoadAll();

    public PlanLoggerTests()
    {
        _factory = LoggerFactory.Create(builder => builder.AddProvider(_log));
        _logger = new PlanLogger(_factory.CreateLogger<PlanLogger>());
    }

    public void Dispose()
    {
        _factory.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_layer_with_mistakes_is_logged_once_with_its_name_and_all_of_them()
    {
        Label("shop", ("retain", "0"), ("interval", "5"));
        Log();
        Log();
        Label("mon", ("retain", "3"));
        Log();

        Assert.Equal(
            "Warning WebhookController.Reconciliation.PlanLogger: The backup labels of Namespace shop are not followed, what they said last stays in force: "
            + "backup.vluwte.nl/retain=0 is not allowed: use a whole number, 1 or more; backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24",
            Assert.Single(OfLayers));
    }

    [Fact]
    public void Another_mistake_is_logged_and_so_is_one_that_comes_back()
    {
        Label("shop", ("retain", "0"));
        Log();
        Label("shop", ("retain", "many"));
        Log();
        Label("shop", ("retain", "3"));
        Log();
        Label("shop", ("retain", "0"));
        Log();

        Assert.Equal(["retain=0", "retain=many", "retain=0"], OfLayers.Select(line => line.Split("backup.vluwte.nl/")[1].Split(' ')[0]));
    }

    [Fact]
    public void A_storage_class_is_called_one_and_a_layer_that_could_never_be_read_has_no_mistake_to_name()
    {
        _cache.Put(StateSlots.StorageClasses, new StorageClass { Key = ObjectKey.ClusterScoped("fast"), Uid = "f", ResourceVersion = "1", Provisioner = "p", Labels = Labels(("name", "x")) });
        _cache.Update(StateSlots.Namespaces, ObjectKey.ClusterScoped("new"), set => set.MarkUnknown(ObjectKey.ClusterScoped("new")));
        Log();

        Assert.Contains(OfLayers, line => line.Contains("of StorageClass fast are not followed", StringComparison.Ordinal) && line.EndsWith("each PVC needs a name of its own, set it there", StringComparison.Ordinal));
        Assert.Contains(OfLayers, line => line.EndsWith("of Namespace new are not followed, what they said last stays in force: it can't be read", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_without_a_mistake_are_nothing_to_log()
    {
        Label("shop", ("enabled", "true"), ("retain", "14"));
        Log();

        Assert.Empty(OfLayers);
    }

    [Fact]
    public void Namespaces_that_can_not_be_read_are_named_as_the_reason_for_writing_nothing()
    {
        _cache.Update(StateSlots.Namespaces, null, set => set.Unavailable("403 Forbidden"));
        Log();

        Assert.Contains(_log.Lines, line => line.EndsWith("Nothing is written while this can't be read: Namespaces (403 Forbidden). Admission goes on answering", StringComparison.Ordinal));
    }

    private IReadOnlyList<string> OfLayers => [.. _log.Lines.Where(line => line.Contains("The backup labels of ", StringComparison.Ordinal))];

    private void Log() => _logger.Log(PlanDelta.Nothing, EffectiveDefaults.BuiltIn, _cache.State, dryRun: false);

    private void Label(string ns, params (string Key, string Value)[] labels) =>
        _cache.Put(StateSlots.Namespaces, ClusterCacheExtensions.Namespace(ns) with { ResourceVersion = "2", Labels = Labels(labels) });

    private static LabelSet Labels(params (string Key, string Value)[] labels) => LabelSet.Of([.. labels.Select(label => ($"backup.vluwte.nl/{label.Key}", label.Value))]);
}
