using System.Text.Json.Nodes;
using Benchmarks.Cluster;

namespace Benchmarks.Clients;

/// Somebody who opts many PVCs in, a few at a time.
internal static class OptIns
{
    private const int AtATime = 8;

    public static Task RunAsync(HttpClient api, int claims, CancellationToken ct) => Parallel.ForEachAsync(
        Enumerable.Range(0, claims), new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct },
        async (claim, token) =>
        {
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject() } };
            ClaimObjects.OptIn(patch, claim);
            await api.PatchAsync(Paths.Claim(claim), patch.ToJsonString(), token);
        });
}
