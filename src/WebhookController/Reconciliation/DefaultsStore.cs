using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Reconciliation;

// Remembers the last good defaults, for as long as the ConfigMap can't be followed, and which deletions a person has agreed to. After a restart
// with a bad ConfigMap, schedules of existing jobs are left alone instead; and for what is left of many deletions consent is asked anew.
internal sealed class DefaultsStore
{
    private EffectiveDefaults? _last;
    private DeletionConsent? _agreed;
    private (ObjectSet<ConfigMap> ConfigMaps, Limits Limits)? _read;

    public EffectiveDefaults Read(ClusterState state)
    {
        var configMaps = state.ConfigMaps;
        if (!configMaps.Synced || !configMaps.Unknown.IsEmpty) return (_last ?? EffectiveDefaults.BuiltIn with { IsLastKnownGood = false }) with { Agreed = _agreed };
        if (_last is null || _read is not { } read || !ReferenceEquals(read.ConfigMaps, configMaps) || read.Limits != state.Limits)
            _last = EffectiveDefaults.After(_last, configMaps.Items.Values.SingleOrDefault(), state.Limits);
        _read = (configMaps, state.Limits);
        return _last with { Agreed = _agreed };
    }

    public void Note(DeletionConsent? agreed) => _agreed = agreed;
}
