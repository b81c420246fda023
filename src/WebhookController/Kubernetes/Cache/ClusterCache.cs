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

    public void Update(Func<ClusterState, ClusterState> change, bool significant = true)
    {
        lock (_gate) Volatile.Write(ref _state, change(_state));
        if (significant) Changed?.Invoke();
    }
}
