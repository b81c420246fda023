using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;

namespace WebhookController.Admission;

// What other defaults would cost: lower retention is how backups get deleted.
internal static class RetentionWarnings
{
    public static IReadOnlyList<string> Of(ClusterState state, EffectiveDefaults defaults, DateTimeOffset now)
    {
        if (!state.CanPlan) return [];
        var planner = new IncrementalPlanner();
        planner.Pass(state, defaults, now, Affected.Everything());
        var stake = planner.RetentionAtStake;
        if (stake.Backups == 0) return [];
        var cost = $"retain goes down for {stake.Jobs} jobs, which costs {stake.Backups} of {stake.AllBackups} backups";
        return planner.HeldRetention is { } held
            ? [$"{cost}: it waits until you agree,", $"by {DefaultsParser.AllowLowerRetentionKey}={held.Digest} in this ConfigMap"]
            : [$"{cost}, at the next runs"];
    }
}
