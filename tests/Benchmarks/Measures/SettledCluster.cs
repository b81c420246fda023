using Benchmarks.Clients;
using Benchmarks.Cluster;
using Benchmarks.Servers;

namespace Benchmarks.Measures;

/// How long one change of a label took, in milliseconds since its PATCH was sent.
internal sealed record LabelTimes(double ClaimSeen, double JobSeen)
{
    public double Above => JobSeen - ClaimSeen;
}

/// An API server whose PVCs all have what they ask for, watched by somebody who changes labels.
internal sealed class SettledCluster : IAsyncDisposable
{
    private const int MostUnderWay = 100;

    // A job that doesn't follow by then never does.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly Watch _claims;
    private int _labelled;

    private SettledCluster(ClusterSize size, ApiServer api, Watch claims, Watch jobs)
    {
        (Size, Api, _claims, Jobs) = (size, api, claims, jobs);
        Events = new BackupEvents(api.Client, size);
    }

    public ClusterSize Size { get; }

    public ApiServer Api { get; }

    public Watch Jobs { get; }

    public BackupEvents Events { get; }

    public static async Task<SettledCluster> StartAsync(IApiServers servers, int claims, CancellationToken ct)
    {
        var size = new ClusterSize(claims, Settings.BackupsEach, Settled: true, Math.Min(claims / 2, MostUnderWay));
        var api = await servers.StartAsync(size, ct);
        return new SettledCluster(size, api, await Watch.OpenAsync(api.Client, Paths.Claims, ct), await Watch.OpenAsync(api.Client, Paths.Jobs, ct));
    }

    /// Gives a PVC another interval and waits until its job follows. By then the controller has acted on all earlier events.
    public async Task<LabelTimes> RelabelAsync(CancellationToken ct)
    {
        // Never a PVC whose backup is under way, and never what the label says already.
        var others = Size.Claims - Size.UnderWay;
        var (claim, interval) = (Size.UnderWay + (_labelled % others), _labelled / others % 2 == 0 ? "6" : "8");
        _labelled++;

        var (claimSeen, jobSeen) = (_claims.NextOfAsync(Names.Claim(claim)), Jobs.NextOfAsync(Names.Job(claim)));
        var sent = TimeProvider.System.GetTimestamp();
        await Api.Client.LabelAsync(Paths.Claim(claim), $"{Names.Prefix}interval", interval, ct);
        return new LabelTimes(await SinceAsync(claimSeen), await SinceAsync(jobSeen));

        async Task<double> SinceAsync(Task<WatchEvent> seen) => TimeProvider.System.GetElapsedTime(sent, (await seen.WaitAsync(Longest, ct)).At).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _claims.DisposeAsync();
        await Jobs.DisposeAsync();
        await Api.DisposeAsync();
    }
}
