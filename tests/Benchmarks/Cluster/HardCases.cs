using WebhookController.Core.Cluster;
using WebhookController.Core.Planning;

namespace Benchmarks.Cluster;

/// A cluster in which many PVCs are in each other's way, and what a plan of it must hold for the case to be the one that is meant.
internal sealed record HardCase(string Id, string What, ClusterState State, Func<Plan, int> Found);

/// Cases in which a planner is easily quadratic.
internal static class HardCases
{
    public static IEnumerable<Func<HardCase>> Of(int claims, int backupsEach) =>
        [() => Restored(claims, backupsEach), () => LongNamed(claims, backupsEach), () => SameNamed(claims, backupsEach)];

    private static HardCase Restored(int claims, int backupsEach)
    {
        var gone = SyntheticCluster.Settled(claims, backupsEach);
        var restored = Enumerable.Range(0, claims).Select(i => SyntheticCluster.Claim(i, name: $"restored-{i}"));
        return new("restored", "restored PVCs that take over jobs of PVCs that are gone", SyntheticCluster.WithClaims(gone, restored),
            plan => plan.Changes.OfType<PatchJob>().Count());
    }

    private static HardCase LongNamed(int claims, int backupsEach)
    {
        var archived = Enumerable.Range(0, claims).Select(i => SyntheticCluster.Claim(i, name: $"{new string('x', 64)}-{i}", archive: true)).ToList();
        return new("long-names", "archived PVCs with names over 63 characters", SyntheticCluster.Settled(SyntheticCluster.Of(archived, backupsEach)),
            plan => plan.Archives.Count);
    }

    private static HardCase SameNamed(int claims, int backupsEach)
    {
        var same = Enumerable.Range(0, claims).Select(i => SyntheticCluster.Claim(i, ns: Names.Namespace(0), nameLabel: "same")).ToList();
        return new("one-name", "PVCs of one namespace with one name", SyntheticCluster.Of(same, backupsEach),
            plan => plan.Statuses.Count(status => status.Violations.Count > 0));
    }
}
