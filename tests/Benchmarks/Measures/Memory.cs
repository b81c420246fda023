using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// What the leader holds of the machine's memory after events have gone on for a while.
internal static class Memory
{
    private const int Large = 100_000;
    private const double MebibytesPerGibibyte = 1024;

    public static async Task<Row> MeasureAsync(SettledCluster cluster, Controller leader, Settings settings, CancellationToken ct) =>
        await MeasureAsync("memory", 260, cluster, leader, settings, ct);

    public static async Task<IReadOnlyList<Row>> MeasureLargeAsync(IApiServers servers, Settings settings, CancellationToken ct)
    {
        const double Goal = 1.2 * MebibytesPerGibibyte;
        if (WhyNotLarge(servers, settings) is { } why) return [new("memory-large", What(Large, settings), null, "MiB", why, Goal)];
        await using var cluster = await SettledCluster.StartAsync(servers, Large, ct);
        await using var leader = await Controller.LeaderAsync(cluster.Api, settings, ct);
        return [await MeasureAsync("memory-large", Goal, cluster, leader, settings, ct)];
    }

    // To fill a server by requests with this takes 1.2 million objects, and the status of nearly all.
    private static string? WhyNotLarge(IApiServers servers, Settings settings) => settings.Large switch
    {
        true => null,
        false => "left out by BENCH_LARGE=false",
        null when settings.Quick => "left out by BENCH_QUICK=true",
        null when servers.AreFilledByRequests => "left out where a cluster is made by requests: it takes 2.3 million; BENCH_LARGE=true makes them",
        null => null,
    };

    private static async Task<Row> MeasureAsync(string id, double goal, SettledCluster cluster, Controller leader, Settings settings, CancellationToken ct)
    {
        await cluster.RelabelAsync(ct);
        var before = leader.ResidentMegabytes;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(TimeSpan.FromMinutes(settings.Minutes));
        var events = await cluster.Events.RunAsync(Settings.EventsPerSecond, enough.Token);
        await cluster.RelabelAsync(ct);
        var peer = $"{Number.Text(before, "MiB")} before the {events:#,0} events, at most {Number.Text(leader.PeakMegabytes, "MiB")}";
        return new(id, What(cluster.Size.Claims, settings), leader.ResidentMegabytes, "MiB", peer, goal);
    }

    private static string What(int claims, Settings settings) =>
        $"RSS of the leader at {claims:#,0} PVCs and {claims * Settings.BackupsEach:#,0} backups, after {settings.Minutes} min of events";
}
