using Prometheus;
using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;

namespace WebhookController.Observability;

// Which layers of defaults aren't followed as they are.
internal sealed class LayerMetrics(ControllerMetrics metrics)
{
    private readonly Gauge _invalid = metrics.Factory.CreateGauge(
        "backup_defaults_invalid",
        "1 while a layer of defaults has a mistake or can't be read; of the ConfigMap also while there is none and jobs keep settings that nobody says any more.",
        ["layer", "name"]);

    private readonly HashSet<(string Layer, string Name)> _published = [];
    private LayerIndex? _namespaces;
    private LayerIndex? _classes;

    public void Publish(PlanDelta delta, EffectiveDefaults defaults, ClusterState state)
    {
        _invalid.WithLabels("configmap", DefaultsParser.ConfigMapName).Set(defaults.Violations.Count > 0 || delta.KeepSettings > 0 ? 1 : 0);
        if (ReferenceEquals(_namespaces, state.NamespaceLayers) && ReferenceEquals(_classes, state.ClassLayers)) return;
        (_namespaces, _classes) = (state.NamespaceLayers, state.ClassLayers);
        HashSet<(string Layer, string Name)> now =
        [
            .. _namespaces.WithMistakes.Select(layer => ("namespace", layer.Key)),
            .. _classes.WithMistakes.Select(layer => ("storageclass", layer.Key)),
        ];
        foreach (var (layer, name) in _published.Except(now)) _invalid.RemoveLabelled(layer, name);
        foreach (var (layer, name) in now) _invalid.WithLabels(layer, name).Set(1);
        _published.Clear();
        _published.UnionWith(now);
    }
}
