using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;

namespace WebhookController.Observability;

// What the leader may do, read at each scrape: a term may have run out a moment ago.
internal sealed class LeaderMetrics(ControllerMetrics metrics, Leadership leadership, ApiClient api)
{
    public void Publish()
    {
        var leader = metrics.Factory.CreateGauge(
            "backup_controller_leader", "1 on the replica that writes and exports the series about PVCs, 0 on the others.");
        var writes = metrics.Factory.CreateGauge(
            "backup_reconcile_concurrent_writes",
            "Writes that the API server is trusted to take at a time: it falls when the server is slow or refuses, and grows again.");
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            leader.Set(leadership.Term is null ? 0 : 1);
            writes.Set(api.Writes.Limit);
        });
    }
}
