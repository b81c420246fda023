using WebhookController.LeaderElection;

namespace WebhookController.Observability;

/// Who leads, read at each scrape: a term may have run out a moment ago.
internal sealed class LeaderMetrics(ControllerMetrics metrics, Leadership leadership)
{
    public void Publish()
    {
        var leader = metrics.Factory.CreateGauge(
            "backup_controller_leader", "1 on the replica that writes and exports the series about PVCs, 0 on the others.");
        metrics.Registry.AddBeforeCollectCallback(() => leader.Set(leadership.Term is null ? 0 : 1));
    }
}
