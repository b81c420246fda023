using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Observability;
using WebhookController.Reconciliation;

namespace WebhookController.Tests.Integration.Support;

/// Tells a test when a pass is over, and what passes have told; everything still goes to the metrics.
internal sealed class PassCounter(ReconcileMetrics metrics) : IReconcileObserver
{
    private long _ended;
    private ToldPlans _told = ToldPlans.Nothing;

    public long Ended => Interlocked.Read(ref _ended);

    public ToldPlans Told => Volatile.Read(ref _told);

    public void Planned(PlanDelta delta, EffectiveDefaults defaults, ClusterState state)
    {
        metrics.Planned(delta, defaults, state);
        Volatile.Write(ref _told, _told.After(delta, defaults));
    }

    public void Changed(Change change, ChangeResult result) => metrics.Changed(change, result);

    public void PassEnded(TimeSpan duration, int waitingForRetry)
    {
        metrics.PassEnded(duration, waitingForRetry);
        Interlocked.Increment(ref _ended);
    }

    // Of a replica that isn't the leader: it looked, and did nothing.
    public void StoodBy()
    {
        metrics.StoodBy();
        Interlocked.Increment(ref _ended);
    }
}
