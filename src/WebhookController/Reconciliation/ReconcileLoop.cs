using System.Threading.Channels;
using WebhookController.Kubernetes.Cache;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

/// Runs a pass whenever the cache or the leader changed, a retry is due, or the resync interval is over: one at a time, and many changes make one pass.
internal sealed class ReconcileLoop(
    ClusterCache cache, Reconciler reconciler, Leadership leadership, ReconcilerOptions options, TimeProvider clock, ILogger<ReconcileLoop> logger)
    : BackgroundService
{
    // Long enough to gather the events of one kubectl apply, too short to be noticed.
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(20);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Wake() => _changes.Writer.TryWrite(true);
        cache.Changed += Wake;
        leadership.Changed += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var rest = await PassAsync(stoppingToken);
                await WaitAsync(rest < options.Resync ? rest.Value : options.Resync, stoppingToken);
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
        }
    }

    private async Task<TimeSpan?> PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reconciler.PassAsync(cancellationToken);
        }
        catch (Exception bug) when (bug is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A pass that breaks is a bug of ours; the next change, or the resync, tries again.
            logger.PassBroke(bug);
            return null;
        }
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (longest > TimeSpan.Zero)
        {
            using var timeout = new CancellationTokenSource(longest, clock);
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
        await Task.Delay(Coalescing, clock, cancellationToken);
        _changes.Reader.TryRead(out _);
    }
}
