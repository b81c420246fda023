using WebhookController.Core.Cluster;
using WebhookController.Core.Planning;

namespace WebhookController.Reconciliation;

/// Remembers the last good defaults, for as long as the ConfigMap can't be followed. The only thing the reconciler knows that the cluster
/// doesn't; after a restart with a bad ConfigMap, schedules of existing jobs are left alone instead.
internal sealed class DefaultsInForce
{
    private Defaults? _last;

    public Defaults Read(ClusterState state) => _last = state.ConfigMaps.Unknown.IsEmpty
        ? Defaults.After(_last, state.ConfigMaps.Items.Values.SingleOrDefault(), state.Limits)
        : _last ?? Defaults.BuiltIn with { Settled = false };
}
