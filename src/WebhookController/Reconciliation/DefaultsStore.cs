using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Reconciliation;

// Remembers the last good defaults, for as long as the ConfigMap has a mistake, and what a person has agreed to. After a restart with a bad
// ConfigMap, or without one, existing jobs keep their settings instead; and for what is left of many deletions consent is asked anew.
internal sealed class DefaultsStore
{
    private EffectiveDefaults? _last;
    private ObjectSet<ConfigMap>? _read;
    private Consent? _agreed;
    private Consent? _agreedRetention;

    public EffectiveDefaults Read(ClusterState state)
    {
        var configMaps = state.ConfigMaps;
        if (!configMaps.Synced || !configMaps.Unknown.IsEmpty) return WithConsents(_last ?? EffectiveDefaults.WithoutConfigMap);
        if (_last is null || !ReferenceEquals(_read, configMaps)) _last = EffectiveDefaults.After(_last, configMaps.Items.Values.SingleOrDefault());
        _read = configMaps;
        return WithConsents(_last);
    }

    public void Note(IncrementalPlanner planner) => (_agreed, _agreedRetention) = (planner.Agreed, planner.AgreedRetention);

    private EffectiveDefaults WithConsents(EffectiveDefaults defaults) => defaults with { Agreed = _agreed, AgreedRetention = _agreedRetention };
}
