using Benchmarks.Cluster;

namespace Benchmarks.Clients;

/// The writes that new PVCs need, and nothing besides: what they cost at least.
internal static class BareWrites
{
    public static Task RunAsync(HttpClient api, int claims, int atATime, CancellationToken ct) => Parallel.ForEachAsync(
        Enumerable.Range(0, claims),
        new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = ct },
        async (claim, token) =>
        {
            await api.CreateAsync(Paths.Jobs, ClaimObjects.Job(claim), token);
            await api.LabelAsync(Paths.Volume(claim), Names.JobLabel(claim), "enabled", token);
        });
}
