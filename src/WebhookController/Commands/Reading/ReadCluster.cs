using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;

namespace WebhookController.Commands.Reading;

// A cluster that was read once, with what the controller would make of it.
internal sealed record ReadCluster(ClusterState State, Plan Plan, EffectiveDefaults Defaults, DateTimeOffset Now)
{
    public static async Task<ReadCluster> OfAsync(ClusterAddress address, string? ns, TimeProvider clock, CancellationToken cancellationToken) =>
        Of(await ClusterReader.ReadAsync(address, ns, clock, cancellationToken), clock.GetUtcNow());

    public static ReadCluster Of(ClusterState state, DateTimeOffset now)
    {
        var defaults = EffectiveDefaults.After(null, state.ConfigMaps.Items.Values.FirstOrDefault());
        return new ReadCluster(state, Planner.Plan(state, defaults, now), defaults, now);
    }

    public ClusterReport Report() => ClusterReporter.Of(State, Plan, Defaults, Now);
}
