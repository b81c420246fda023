using WebhookController.Core.Layers;
using WebhookController.Core.Planning;

namespace WebhookController.Reconciliation;

internal interface IReconcileObserver
{
    // What a pass found out; published whether or not its changes are made.
    void Planned(PlanDelta delta, EffectiveDefaults defaults, bool degraded);

    void Changed(Change change, ChangeResult result);

    void PassEnded(TimeSpan duration, int waitingForRetry);

    // Another replica leads, so what this one has published about PVCs and passes is withdrawn.
    void StoodBy();
}

internal enum ChangeResult
{
    Done,

    // The object is no longer what the plan was made for; the next plan will know.
    Conflict,

    Failed,
}
