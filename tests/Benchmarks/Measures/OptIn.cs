using System.Globalization;
using Benchmarks.Clients;
using Benchmarks.Cluster;
using Benchmarks.Report;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// Many PVCs are opted in at once: each needs a job, and its volume a label. Against a loop that does nothing but these writes, as many at a time as
/// the controller found out that the API server takes. Where opting in is work for the API server, the loop bears it, too.
internal static class OptIn
{
    // A controller that is slower than this is measured by how far it came.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(IApiServers servers, Settings settings, CancellationToken ct)
    {
        var claims = settings.NewClaims;
        var writes = new WriteCount(0, 0, new Dictionary<string, int>());
        var ours = await TimeAsync(servers, claims, async (api, jobs, done) =>
        {
            await using var leader = await Controller.LeaderAsync(api, settings, ct);
            var seconds = await TimeAsync(() => Task.WhenAll(api.OptInAllAsync(claims, ct), done), ct);
            if (done.IsCompleted) await RelabelAsync(api, jobs, ct);
            writes = await leader.WritesAsync(ct);
            return seconds;
        }, ct);

        var bare = await TimeAsync(servers, claims, async (api, _, done) =>
        {
            using var client = api.CreateClient("bare-writes");
            return await TimeAsync(() => Task.WhenAll(
                api.OptsInAtOnce ? Task.CompletedTask : api.OptInAllAsync(claims, ct), BareWrites.RunAsync(client, claims, writes.AtATime, ct), done), ct);
        }, ct);
        return Rows(claims, writes, ours, bare);
    }

    private static IReadOnlyList<Row> Rows(int claims, WriteCount writes, double ours, double bare)
    {
        var what = $"{claims:#,0} PVCs opted in at once";
        // The one too many is that of the label that was changed in the end.
        int? extra = writes.Writes < 2 * claims ? null : writes.Writes - (2 * claims) - 1;
        var (rate, bareRate) = (writes.Writes / ours, 2 * claims / bare);
        var peer = string.Create(CultureInfo.InvariantCulture, $"{rate:#,0} writes a second; the bare loop {bareRate:#,0}, {writes.AtATime} at a time");
        return
        [
            new("opt-in", $"{what}, against a bare loop of the same writes", bareRate / rate, "×",
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

    // Each on a server that holds nothing but these PVCs.
    private static async Task<double> TimeAsync(IApiServers servers, int claims, Func<ApiServer, Watch, Task, Task<double>> run, CancellationToken ct)
    {
        await using var api = await servers.StartAsync(new ClusterSize(claims, BackupsEach: 0, Settled: false), ct);
        await using var jobs = await Watch.OpenAsync(api.Client, Paths.Jobs, ct);
        await using var volumes = await Watch.OpenAsync(api.Client, Paths.Volumes, ct);
        var (made, labelled) = (0, 0);
        var done = Task.WhenAll(
            jobs.NextAsync(seen => seen.Type == "ADDED" && ++made == claims), volumes.NextAsync(seen => seen.Type == "MODIFIED" && ++labelled == claims));
        return await run(api, jobs, done);
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
