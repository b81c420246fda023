using Sandbox.Longhorn;

namespace Sandbox;

/// <summary>
/// Plays Longhorn, its CSI driver and the volume binder beside any API server: a client like every other one, that binds claims,
/// refuses and fills in what Longhorn refuses and fills in, and brings snapshots and backups to their end.
/// </summary>
internal sealed class LonghornStandIn : IAsyncDisposable
{
    public const string UserAgent = "longhorn-manager";

    private readonly LonghornCluster _cluster;
    private readonly SnapshotsAndBackups _backups;
    private readonly JobRun _runs;
    private readonly LonghornWebhooks _webhooks;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    private LonghornStandIn(HttpClient api, LonghornStandInOptions options)
    {
        _cluster = new LonghornCluster(api, options);
        _ = new VolumeBinder(_cluster);
        _ = new VolumeReclaimer(_cluster);
        _ = new JobLabels(_cluster);
        _backups = new SnapshotsAndBackups(_cluster);
        _runs = new JobRun(_cluster);
        _webhooks = new LonghornWebhooks(_cluster.Api, options.Namespace);
    }

    /// <summary>Starts beside the API server that the client talks to, with the client's rights. The client stays the caller's.</summary>
    public static async Task<LonghornStandIn> StartAsync(HttpClient api, LonghornStandInOptions? options = null, CancellationToken ct = default)
    {
        var standIn = new LonghornStandIn(api, options ?? new LonghornStandInOptions());
        if (standIn._cluster.Options.Admission) await standIn._webhooks.RegisterAsync(standIn._cluster.Api, ct);
        var seeded = await standIn.TrySeedAsync(ct);
        standIn._running = standIn.RunAsync(seeded, standIn._stopping.Token);
        return standIn;
    }

    /// <summary>Runs a job once, as its CronJob would, and waits for its backups; gives their names.</summary>
    public Task<IReadOnlyList<string>> RunJobAsync(string job, CancellationToken ct = default) => _runs.RunAsync(job, ct);

    public void Hold(Behaviours behaviours) => _cluster.Held |= behaviours;

    /// <summary>Lets held behaviours go on, and catch up with what they have missed.</summary>
    public void Resume(Behaviours behaviours)
    {
        _cluster.Held &= ~behaviours;
        foreach (var cache in _cluster.Caches) cache.TellAgain();
    }

    public void FailNextSnapshot(string error = "snapshot failed") => _backups.SnapshotErrors.Enqueue(error);

    public void FailNextBackup(string error = "backup failed") => _backups.BackupErrors.Enqueue(error);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await TryUnregisterAsync();
        await _webhooks.DisposeAsync();
        _stopping.Dispose();
    }

    // A registration that outlived the stand-in would refuse every write; but a server that has gone needs no tidying.
    private async Task TryUnregisterAsync()
    {
        try
        {
            await LonghornWebhooks.UnregisterAsync(_cluster.Api, CancellationToken.None);
        }
        catch (Exception error) when (error is HttpRequestException or ObjectDisposedException)
        {
            return;
        }
    }

    private Task RunAsync(bool seeded, CancellationToken ct) =>
        Task.WhenAll([_cluster.Queue.RunAsync(ct), SeedLaterAsync(seeded, ct), .. _cluster.Caches.Select(cache => cache.FollowAsync(ct))]);

    private async Task SeedLaterAsync(bool seeded, CancellationToken ct)
    {
        while (!seeded)
        {
            await Task.Delay(_cluster.Options.RetryDelay, _cluster.Options.TimeProvider, ct);
            seeded = await TrySeedAsync(ct);
        }
    }

    // Fails as long as Longhorn's kinds are not installed.
    private async Task<bool> TrySeedAsync(CancellationToken ct)
    {
        try
        {
            await Seeds.PlantAsync(_cluster, ct);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
