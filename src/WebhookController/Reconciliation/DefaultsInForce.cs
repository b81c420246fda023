using WebhookController.Core.Cluster;
using WebhookController.Core.Planning;

namespace WebhookController.Reconciliation;

/// Remembers the last good defaults, for as long as the ConfigMap can't be followed. The only thing the reconciler knows that the cluster
/// doesn't; after a restart with a bad ConfigMap, schedules of existing jobs are left alone instead.
internal sealed class DefaultsInForce
{
    private Defaults? _last;

    public Defaults Read(ClusterState state)
    {
        var configMaps = state.ConfigMaps;
        if (!configMaps.Synced || !configMaps.Unknown.IsEmpty) return _last ?? Defaults.BuiltIn with { Settled = false };
        return _last = Defaults.After(_last, configMaps.Items.Values.SingleOrDefault(), state.Limits);
    }
}
