using Benchmarks.Report;

namespace Benchmarks.Measures;

/// From a label to the change of the job, above what the API server itself takes to show the label to a watch.
internal static class Latency
{
    private const int WarmUp = 20;
    private const int Samples = 200;

    // A controller that is slow has fewer samples, and its p99 is the worst of them.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // Every label meets a controller that has come to rest.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(SettledCluster cluster, CancellationToken ct)
    {
        await SampleAsync(cluster, WarmUp, ct);
        var idle = await SampleAsync(cluster, Samples, ct);

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var events = cluster.Events.RunAsync(Settings.EventsPerSecond, enough.Token);
        var loaded = await SampleAsync(cluster, Samples, ct);
        await enough.CancelAsync();
        await events;

        return
        [
            Row("latency-p50", "p50 idle", idle, 50, 10),
            Row("latency-p99", "p99 idle", idle, 99, 25),
            Row("latency-load", $"p99 under {Settings.EventsPerSecond} backup events a second", loaded, 99, 50),
        ];
    }

    private static Row Row(string id, string which, IReadOnlyList<LabelTimes> times, int percent, double goal) => new(
        id, $"label → job written, above the API's own PATCH → watch, {which}", Percentiles.Of(times.Select(time => time.Above), percent), "ms",
        $"the API's own {Number.Milliseconds(Percentiles.Of(times.Select(time => time.ClaimSeen), percent))}; {times.Count} samples", goal);

    private static async Task<IReadOnlyList<LabelTimes>> SampleAsync(SettledCluster cluster, int samples, CancellationToken ct)
    {
        var (times, started) = (new List<LabelTimes>(), TimeProvider.System.GetTimestamp());
        while (times.Count < samples && TimeProvider.System.GetElapsedTime(started) < Longest)
        {
            times.Add(await cluster.RelabelAsync(ct));
            await Task.Delay(Pause, ct);
        }

        return times;
    }
}
