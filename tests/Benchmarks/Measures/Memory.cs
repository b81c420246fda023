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

    public static async Task<IReadOnlyList<Row>> MeasureLargeAsync(Settings settings, CancellationToken ct)
    {
        const double Goal = 1.2 * MebibytesPerGibibyte;
        if (!settings.Large) return [new("memory-large", What(Large, settings), null, "MiB", "only with BENCH_LARGE=true", Goal)];
        await using var cluster = await SettledCluster.StartAsync(Large, ct);
        await using var leader = await Controller.LeaderAsync(cluster.Api, settings, ct);
        return [await MeasureAsync("memory-large", Goal, cluster, leader, settings, ct)];
    }

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
