using Sandbox.Longhorn;
using Sandbox.Store;

namespace Sandbox;

// Simulates Longhorn, its CSI driver and what it needs of Kubernetes' controllers, as a client of any API server: it binds claims, empties
// deleted namespaces, validates and defaults objects as Longhorn does, and completes snapshots and backups.
internal sealed class LonghornStandIn : IAsyncDisposable
{
    public const string UserAgent = "longhorn-manager";

    private readonly LonghornCluster _cluster;
    private readonly Snapshots _snapshots;
    private readonly Backups _backups;
    private readonly Target _target;
    private readonly Restores _restores;
    private readonly JobRun _runs;
    private readonly JobClock _jobClock;
    private readonly LonghornWebhooks _webhooks;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    private LonghornStandIn(HttpClient api, LonghornStandInOptions options)
    {
        _cluster = new LonghornCluster(api, options);
        _ = new VolumeBinder(_cluster);
        _ = new FirstConsumer(_cluster);
        _ = new VolumeReclaimer(_cluster);
        _ = new NamespaceController(_cluster);
        _ = new JobLabels(_cluster);
        _ = new JobDeletion(_cluster);
        _ = new FailedBackups(_cluster);
        _snapshots = new Snapshots(_cluster);
        _backups = new Backups(_cluster);
        _target = new Target(_cluster);
        _restores = new Restores(_cluster);
        _runs = new JobRun(_cluster);
        _jobClock = new JobClock(_cluster, _runs);
        _webhooks = new LonghornWebhooks(_cluster.Api, options);
    }

    // Uses the permissions of the client, and does not dispose of it.
    public static async Task<LonghornStandIn> StartAsync(HttpClient api, LonghornStandInOptions? options = null, CancellationToken ct = default)
    {
        var standIn = new LonghornStandIn(api, options ?? new LonghornStandInOptions());
        if (standIn._cluster.Options.Admission) await standIn._webhooks.RegisterAsync(standIn._cluster.Api, ct);
        var seeded = await standIn.TrySeedAsync(ct);
        standIn._running = standIn.RunAsync(seeded, standIn._stopping.Token);
        // Otherwise an object could be created and deleted before the first list.
        if (seeded) await Task.WhenAll(standIn._cluster.Caches.Select(cache => cache.Listed)).WaitAsync(ct);
        return standIn;
    }

    // Runs a job once, as its CronJob would; returns the names of the backups when they have ended.
    public Task<IReadOnlyList<string>> RunJobAsync(string job, CancellationToken ct = default) => _runs.RunAsync(job, ct);

    // For a PersistentVolume made by hand: until the cache has it, its claim would get a new volume.
    public Task WaitUntilCachedAsync(string persistentVolume, CancellationToken ct = default) =>
        _cluster.PersistentVolumes.UntilAsync(new ObjectName("", persistentVolume), _ => true, ct);

    public void Hold(Behaviours behaviours) => _cluster.Held |= behaviours;

    // Resumes held behaviours, which then process everything they missed.
    public void Resume(Behaviours behaviours)
    {
        _cluster.Held &= ~behaviours;
        CatchUp();
    }

    // Processes all objects again, for example after a change of the clock.
    public void CatchUp()
    {
        foreach (var cache in _cluster.Caches) cache.Resync();
    }

    // Applies to the next snapshot without a failure; two calls apply to the next two.
    public void NextSnapshot(InjectedFailure failure) => _snapshots.InjectedFailures.Add(failure);

    public void NextBackup(InjectedFailure failure) => _backups.InjectedFailures.Add(failure);

    public void FailNextSnapshot(string error = "snapshot failed") => NextSnapshot(InjectedFailure.Error(error));

    public void FailNextBackup(string error = "backup failed") => NextBackup(InjectedFailure.Error(error));

    // No backup can start until the target is available again.
    public Task LoseTargetAsync(string problem = "cannot reach the backup target", CancellationToken ct = default) => _target.SetAsync(problem, ct);

    public Task RegainTargetAsync(CancellationToken ct = default) => _target.SetAsync(null, ct);

    // Deletes all Backup objects, and creates those again that are complete in the target.
    public Task RereadTargetAsync(CancellationToken ct = default) => _target.RereadAsync(ct);

    // Makes a Volume from a backup, and has the jobs of the original recreated.
    public Task RestoreAsync(string backup, string volume, CancellationToken ct = default) => _restores.CreateAsync(backup, volume, ct);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await TryUnregisterAsync();
        await _webhooks.DisposeAsync();
        _stopping.Dispose();
    }

    // A registration without the stand-in would block every write. If the server is gone, there is nothing to clean up.
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
        Task.WhenAll([_cluster.Queue.RunAsync(ct), SeedLaterAsync(seeded, ct), _jobClock.RunAsync(ct), .. _cluster.Caches.Select(cache => cache.FollowAsync(ct))]);

    private async Task SeedLaterAsync(bool seeded, CancellationToken ct)
    {
        while (!seeded)
        {
            await Task.Delay(_cluster.Options.RetryDelay, _cluster.Options.TimeProvider, ct);
            seeded = await TrySeedAsync(ct);
        }
    }

    // Fails until Longhorn's kinds are installed.
    private async Task<bool> TrySeedAsync(CancellationToken ct)
    {
        try
        {
            await InitialObjects.CreateAsync(_cluster, ct);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
