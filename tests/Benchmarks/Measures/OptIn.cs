using System.Globalization;
using Benchmarks.Clients;
using Benchmarks.Cluster;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// Many PVCs are opted in at once: each needs a job, and its volume a label. Against a loop that does nothing but these writes, as many at once as
/// the controller had under way at most.
internal static class OptIn
{
    private const int LeastAtATime = 8;

    // A controller that is slower than this is measured by how far it came.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Settings settings, CancellationToken ct)
    {
        var claims = settings.NewClaims;
        var (ours, writes) = await MeasureAsync(claims, async (api, jobs, done) =>
        {
            await using var leader = await Controller.LeaderAsync(api, settings, ct);
            var seconds = await TimeAsync(() => Task.WhenAll(api.OptInAllAsync(ct), done), ct);
            if (done.IsCompleted) await RelabelAsync(api, jobs, ct);
            return seconds;
        }, Controller.UserAgent, ct);

        var atATime = Math.Max(writes.Peak, LeastAtATime);
        var (bare, _) = await MeasureAsync(claims, async (api, _, done) =>
        {
            using var client = api.CreateClient("bare-writes");
            return await TimeAsync(() => Task.WhenAll(BareWrites.RunAsync(client, claims, atATime, ct), done), ct);
        }, "bare-writes", ct);

        var what = $"{claims:#,0} PVCs opted in at once";
        // The one too many is that of the label that was changed in the end.
        int? extra = writes.Writes < 2 * claims ? null : writes.Writes - (2 * claims) - 1;
        var bareRate = 2 * claims / bare;
        var peer = string.Create(CultureInfo.InvariantCulture, $"{writes.Writes / ours:#,0} writes a second; the bare loop {bareRate:#,0}, {atATime} at once");
        return
        [
            new("opt-in", $"{what}, against a bare loop of the same writes", bareRate / (writes.Writes / ours), "×",
                extra is null ? $"{peer}; stopped after {writes.Writes:#,0} writes" : $"{Number.Seconds(ours)}; the bare loop {Number.Seconds(bare)}; {peer}", 1.3),
            new("opt-in-writes", $"{what}: writes beyond two each", extra, "", string.Join(", ", writes.ByKind.Select(kind => $"{kind.Value:#,0} {kind.Key}")), 0),
        ];
    }

    // Once the controller follows this, it has acted on all earlier events: a superfluous write has been made by then.
    private static async Task RelabelAsync(ApiServer api, Watch jobs, CancellationToken ct)
    {
        var followed = jobs.NextOfAsync(Names.Job(0));
        await api.Client.LabelAsync(Paths.Claim(0), $"{Names.Prefix}interval", "6", ct);
        await followed.WaitAsync(Longest, ct);
    }

    // Each on a server of its own, which holds the same.
    private static async Task<(double Seconds, WriteCount Writes)> MeasureAsync(
        int claims, Func<ApiServer, Watch, Task, Task<double>> run, string userAgent, CancellationToken ct)
    {
        await using var api = await ApiServer.StartAsync(new ClusterSize(claims, BackupsEach: 0, Settled: false), ct);
        await using var jobs = await Watch.OpenAsync(api.Client, Paths.Jobs, ct);
        await using var volumes = await Watch.OpenAsync(api.Client, Paths.Volumes, ct);
        var (made, labelled) = (0, 0);
        var done = Task.WhenAll(
            jobs.NextAsync(seen => seen.Type == "ADDED" && ++made == claims), volumes.NextAsync(seen => seen.Type == "MODIFIED" && ++labelled == claims));
        var seconds = await run(api, jobs, done);
        return (seconds, await api.WritesAsync(userAgent, ct));
    }

    private static async Task<double> TimeAsync(Func<Task> work, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            await work().WaitAsync(Longest, ct);
        }
        catch (TimeoutException)
        {
            // Known by the number of writes.
        }

        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
