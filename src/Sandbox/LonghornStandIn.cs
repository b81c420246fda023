using Sandbox.Longhorn;
using Sandbox.Store;

namespace Sandbox;

// Plays Longhorn, its CSI driver and the volume binder beside any API server: a client like every other one, that binds claims,
// refuses and fills in what Longhorn refuses and fills in, and brings snapshots and backups to their end.
internal sealed class LonghornStandIn : IAsyncDisposable
{
    public const string UserAgent = "longhorn-manager";

    private readonly LonghornCluster _cluster;
    private readonly Snapshots _snapshots;
    private readonly Backups _backups;
    private readonly Target _target;
    private readonly JobRun _runs;
    private readonly JobClock _jobClock;
    private readonly LonghornWebhooks _webhooks;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    private LonghornStandIn(HttpClient api, LonghornStandInOptions options)
    {
        _cluster = new LonghornCluster(api, options);
        _ = new VolumeBinder(_cluster);
        _ = new VolumeReclaimer(_cluster);
        _ = new JobLabels(_cluster);
        _ = new FailedBackups(_cluster);
        _snapshots = new Snapshots(_cluster);
        _backups = new Backups(_cluster);
        _target = new Target(_cluster);
        _runs = new JobRun(_cluster);
        _jobClock = new JobClock(_cluster, _runs);
        _webhooks = new LonghornWebhooks(_cluster.Api, options.Namespace);
    }

    // Starts beside the API server that the client talks to, with the client's rights. The client stays the caller's.
    public static async Task<LonghornStandIn> StartAsync(HttpClient api, LonghornStandInOptions? options = null, CancellationToken ct = default)
    {
        var standIn = new LonghornStandIn(api, options ?? new LonghornStandInOptions());
        if (standIn._cluster.Options.Admission) await standIn._webhooks.RegisterAsync(standIn._cluster.Api, ct);
        var seeded = await standIn.TrySeedAsync(ct);
        standIn._running = standIn.RunAsync(seeded, standIn._stopping.Token);
        // What is made and deleted before it is looked for would never be known to have been there.
        if (seeded) await Task.WhenAll(standIn._cluster.Caches.Select(cache => cache.Listed)).WaitAsync(ct);
        return standIn;
    }

    // Runs a job once, as its CronJob would, and waits for its backups; gives their names.
    public Task<IReadOnlyList<string>> RunJobAsync(string job, CancellationToken ct = default) => _runs.RunAsync(job, ct);

    // Waits until a PersistentVolume that was made by hand is known: the claim it names would get one of its own before that.
    public Task WaitUntilCachedAsync(string persistentVolume, CancellationToken ct = default) =>
        _cluster.PersistentVolumes.UntilAsync(new ObjectName("", persistentVolume), _ => true, ct);

    public void Hold(Behaviours behaviours) => _cluster.Held |= behaviours;

    // Lets held behaviours go on, and catch up with what they have missed.
    public void Resume(Behaviours behaviours)
    {
        _cluster.Held &= ~behaviours;
        CatchUp();
    }

    // Looks at everything again: for a clock that was moved.
    public void CatchUp()
    {
        foreach (var cache in _cluster.Caches) cache.Resync();
    }

    // What becomes of the next snapshot that has no failure yet; said twice, it is of the next two.
    public void NextSnapshot(InjectedFailure failure) => _snapshots.InjectedFailures.Add(failure);

    public void NextBackup(InjectedFailure failure) => _backups.InjectedFailures.Add(failure);

    public void FailNextSnapshot(string error = "snapshot failed") => NextSnapshot(InjectedFailure.Error(error));

    public void FailNextBackup(string error = "backup failed") => NextBackup(InjectedFailure.Error(error));

    // No backup can be begun until the target is back.
    public Task LoseTargetAsync(string problem = "cannot reach the backup target", CancellationToken ct = default) => _target.SetAsync(problem, ct);

    public Task RegainTargetAsync(CancellationToken ct = default) => _target.SetAsync(null, ct);

    // Forgets every backup, and finds those again that are complete in the target.
    public Task RereadTargetAsync(CancellationToken ct = default) => _target.RereadAsync(ct);

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
        Task.WhenAll([_cluster.Queue.RunAsync(ct), SeedLaterAsync(seeded, ct), _jobClock.RunAsync(ct), .. _cluster.Caches.Select(cache => cache.FollowAsync(ct))]);

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
            await InitialObjects.CreateAsync(_cluster, ct);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
