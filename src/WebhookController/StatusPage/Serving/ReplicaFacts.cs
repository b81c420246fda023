using WebhookController.LeaderElection;
using WebhookController.Observability;
using WebhookController.Reconciliation;

namespace WebhookController.StatusPage.Serving;

// Which replica answers.
internal sealed record ReplicaFacts(string Name, bool Leads, bool DryRun, string Version)
{
    public static ReplicaFacts Of(ReplicaIdentity identity, Leadership leadership, ReconcilerOptions options) =>
        new(identity.Name, leadership.Term is not null, options.DryRun, BuildInfo.Version.Split('+')[0]);
}
