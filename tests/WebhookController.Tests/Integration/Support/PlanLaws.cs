using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;

namespace WebhookController.Tests.Integration.Support;

/// The invariants about plans. What breaks one is a line each; nothing where it holds.
internal static class PlanLaws
{
    /// I11: what a controller has told, pass by pass, is what a full pass over the same state yields.
    public static IReadOnlyList<string> NotOfAFullPass(ToldPlans told, ClusterState state, DateTimeOffset now) =>
        Differences(ToldPlans.OfFullPass(state, told.Defaults, now).Everything, "a full pass says", told.Everything, "it was told");

    /// I15: a controller that starts now, and knows nothing of how things came to be, has nothing to do and says the same.
    /// <param name="told">What the one has told that saw it all.</param>
    /// <param name="fresh">The cluster, read anew.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<string> NotOfAFreshStart(ToldPlans told, ClusterState fresh, DateTimeOffset now)
    {
        var starting = ToldPlans.OfFullPass(fresh, EffectiveDefaults.After(null, fresh.ConfigMaps.Items.Values.SingleOrDefault()), now);
        return [.. starting.ToDo.Select(change => $"still to do: {change}"), .. Differences(starting.StatusesThatLast, "a fresh start says", told.StatusesThatLast, "it was told")];
    }

    private static IReadOnlyList<string> Differences(IEnumerable<string> expected, string whoExpects, IEnumerable<string> told, string whoTold)
    {
        var (one, other) = (expected.ToList(), told.ToList());
        return [.. one.Except(other).Select(line => $"{whoExpects}: {line}"), .. other.Except(one).Select(line => $"{whoTold}: {line}")];
    }
}
