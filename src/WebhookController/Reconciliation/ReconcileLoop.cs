using System.Threading.Channels;
using WebhookController.Cache;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

// Runs a pass whenever the cache or the leader changed, a retry is due, or it is time to look again: one at a time, the first at once, and of
// many changes that follow each other closely several make one pass.
internal sealed class ReconcileLoop(
    ClusterCache cache, Reconciler reconciler, ChangeWorkers workers, Leadership leadership, TimeProvider clock, ILogger<ReconcileLoop> logger)
    : BackgroundService
{
    // Gathers the events of one kubectl apply, and those that our own writes give rise to.
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(5);

    // After a pass that broke: the cause may be gone then.
    private static readonly TimeSpan AfterABug = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool _released;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Wake() => _changes.Writer.TryWrite(true);
        cache.Changed += Wake;
        leadership.Changed += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var passed = clock.GetTimestamp();
                var rest = Pass();
                workers.Start(stoppingToken);
                ReleaseWhatListsLeft();
                await WaitAsync(rest, passed, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
        finally
        {
            leadership.Changed -= Wake;
            cache.Changed -= Wake;
            await workers.DrainAsync();
        }
    }

    // The first lists leave as much garbage as there is to keep, and the process may then be quiet for years. Once, while little is asked of it.
    private void ReleaseWhatListsLeft()
    {
        if (_released || !cache.State.CanPlan) return;
        _released = true;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private TimeSpan? Pass()
    {
        try
        {
            return reconciler.Pass();
        }
        catch (Exception bug)
        {
            // What it took may not have been planned.
            cache.MarkAllAffected();
            logger.PassBroke(bug);
            return AfterABug;
        }
    }

    private async Task WaitAsync(TimeSpan? longest, long passed, CancellationToken cancellationToken)
    {
        if (longest is { } rest)
        {
            using var timeout = new CancellationTokenSource(rest > Coalescing ? rest : Coalescing, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await _changes.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
        else
        {
            await _changes.Reader.ReadAsync(cancellationToken);
        }
        var early = Coalescing - clock.GetElapsedTime(passed);
        if (early > TimeSpan.Zero) await Task.Delay(early, clock, cancellationToken);
        _changes.Reader.TryRead(out _);
    }
}
