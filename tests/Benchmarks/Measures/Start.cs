using Benchmarks.Clients;
using Benchmarks.Cluster;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// From the start of the process until it has planned everything. One job is missing, and its creation shows when that was.
internal static class Start
{
    private const int Rounds = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(SettledCluster cluster, Settings settings, CancellationToken ct)
    {
        var (starts, lists, extra) = (new List<double>(), new List<double>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            lists.Add(await ListAsync(cluster.Api, ct));
            var (seconds, writes) = await StartAsync(cluster, settings, ct);
            starts.Add(seconds);
            extra = Math.Max(extra, writes);
        }

        var (start, list) = (Percentiles.Median(starts), Percentiles.Median(lists));
        var what = $"start with {settings.Claims:#,0} unchanged PVCs";
        return
        [
            new("start", $"{what}, against bare lists", start / list, "×", $"{Number.Seconds(start)} from the start of the process; the bare lists {Number.Seconds(list)}", 1.5),
            new("start-writes", $"{what}: writes", extra, "", "", 0),
        ];
    }

    private static async Task<double> ListAsync(ApiServer api, CancellationToken ct)
    {
        using var client = api.CreateClient("bare-lists");
        var started = TimeProvider.System.GetTimestamp();
        await BareLists.RunAsync(client, ct);
        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<(double Seconds, int ExtraWrites)> StartAsync(SettledCluster cluster, Settings settings, CancellationToken ct)
    {
        var last = cluster.Size.Claims - 1;
        var gone = cluster.Jobs.NextOfAsync(Names.Job(last));
        await cluster.Api.Client.RemoveAsync(Paths.Job(last), ct);
        await gone.WaitAsync(Longest, ct);

        var made = cluster.Jobs.NextOfAsync(Names.Job(last));
        var started = TimeProvider.System.GetTimestamp();
        await using var controller = await Controller.LeaderAsync(cluster.Api, settings, ct);
        var seconds = TimeProvider.System.GetElapsedTime(started, (await made.WaitAsync(Longest, ct)).At).TotalSeconds;
        await cluster.RelabelAsync(ct);
        var writes = await controller.WritesAsync(ct);
        // The job that was missing, and the one whose PVC was labelled anew.
        return (seconds, writes.Writes - 2);
    }
}
