using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Kubernetes.Cache;

/// The one place that holds what we know of the cluster. Readers take the current immutable state and are never blocked.
internal sealed class ClusterCache(LabelKeys keys, string longhornNamespace)
{
    private readonly Lock _gate = new();
    private ClusterState _state = new(keys, longhornNamespace);

    /// Raised after the state changed in a way that can change a plan; not for a mere new resourceVersion.
    public event Action? Changed;

    public ClusterState State => Volatile.Read(ref _state);

    /// <param name="change">Makes the new state of the one at hand.</param>
    /// <param name="isSignificant">Whether that can change a plan, told by the state at hand; without it, it can.</param>
    public void Update(Func<ClusterState, ClusterState> change, Func<ClusterState, bool>? isSignificant = null)
    {
        bool significant;
        lock (_gate)
        {
            significant = isSignificant?.Invoke(_state) ?? true;
            Volatile.Write(ref _state, change(_state));
        }
        if (significant) Changed?.Invoke();
    }
}
