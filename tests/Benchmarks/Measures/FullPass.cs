using Benchmarks.Cluster;
using Benchmarks.Report;
using WebhookController.Core.Cluster;

namespace Benchmarks.Measures;

/// A plan of everything where there is nothing to do, in process; and the cases that are hard to plan beside it.
internal static class FullPass
{
    private const int Claims = 10_000;
    private const int ManyClaims = 100_000;

    public static IReadOnlyList<Row> Measure()
    {
        var few = Milliseconds(Claims);
        var many = Milliseconds(ManyClaims);
        return
        [
            new("pass", $"full pass, {Claims:#,0} PVCs with {Settings.BackupsEach} backups each", few, "ms", "", 60),
            new("pass-large", $"full pass, {ManyClaims:#,0} PVCs with {Settings.BackupsEach} backups each", many, "ms", "", 800),
            new("pass-linear", $"full pass, {ManyClaims:#,0} against {Claims:#,0}", many / few, "×", "10 × is linear", 800.0 / 60),
        ];
    }

    public static IReadOnlyList<Row> MeasureHardCases()
    {
        var plain = Milliseconds(Claims);
        return [.. HardCases.Of(Claims, Settings.BackupsEach).Select(hard => Compare(hard(), plain))];
    }

    private static double Milliseconds(int claims)
    {
        var state = SyntheticCluster.Settled(claims, Settings.BackupsEach);
        return SyntheticCluster.Plan(state).Changes.Any() ? throw new InvalidOperationException("something is left to do") : Milliseconds(state);
    }

    private static double Milliseconds(ClusterState state) => Timing.Milliseconds(() => SyntheticCluster.Pass(state));

    private static Row Compare(HardCase hard, double plain)
    {
        var found = hard.Found(SyntheticCluster.Plan(hard.State));
        var took = Milliseconds(hard.State);
        if (found != Claims) throw new InvalidOperationException($"{hard.What}: of {Claims} only {found} are so");
        return new(hard.Id, $"full pass, {Claims:#,0} {hard.What}", took / plain, "×", $"{Number.Milliseconds(took)}; the plain case {Number.Milliseconds(plain)}", 2);
    }
}
