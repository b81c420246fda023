using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;

namespace WebhookController.Core.Planning;

/// <summary>Compares the whole cluster with what its labels ask for, PVC by PVC. The plan is in the order of names, whatever the order in which
/// things were read.</summary>
public static class Planner
{
    /// <summary>Plans for <paramref name="state"/> from nothing: a full pass, which every incremental one must agree with.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="defaults">The defaults in force.</param>
    /// <param name="now">The time, for archives: their retries and their last days, and for schedules.</param>
    public static Plan Plan(ClusterState state, EffectiveDefaults defaults, DateTimeOffset now)
    {
        var planner = new IncrementalPlanner();
        planner.Pass(state, defaults, now, Affected.Everything());
        return planner.Plan;
    }
}
