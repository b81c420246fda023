using System.Threading.RateLimiting;

namespace WebhookController.StatusPage.Serving;

// How much of the process those may take who look at the page: every Pod of the cluster can ask. A few pages are written at a time, a few more wait, and
// whoever asks without end gets 429: admission and reconciling come first.
internal sealed class StatusGate(TimeProvider clock) : IDisposable
{
    public const int PageCost = 1;
    // All PVCs instead of a hundred.
    public const int JsonCost = 10;

    private const int AtOnce = 2;
    private const int Waiting = 32;
    private const int Budget = 200;
    private const int PerSecond = 40;

    private readonly ConcurrencyLimiter _writing = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = AtOnce,
        QueueLimit = Waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly Lock _gate = new();
    private double _left = Budget;
    private long _countedAt = clock.GetTimestamp();

    // Null if the caller should come again later.
    public async ValueTask<RateLimitLease?> EnterAsync(int cost, CancellationToken cancellationToken)
    {
        if (!Spend(cost)) return null;
        var lease = await _writing.AcquireAsync(1, cancellationToken);
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        return null;
    }

    public void Dispose() => _writing.Dispose();

    private bool Spend(int cost)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _left = Math.Min(Budget, _left + clock.GetElapsedTime(_countedAt, now).TotalSeconds * PerSecond);
            _countedAt = now;
            if (_left < cost) return false;
            _left -= cost;
            return true;
        }
    }
}
