using WebhookController.Kubernetes.Client;

namespace WebhookController.LeaderElection;

/// One spell of being the leader. Each renewal of the Lease prolongs it; once over, it is over for good, and so is the right of whatever was
/// begun in it to write.
internal sealed class Term : IWriteFence, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan? _length;
    private readonly CancellationTokenSource _over;
    private Moment _renewed;

    /// <param name="asked">The moment before the Lease was asked for: by when the server wrote it down, nobody can tell.</param>
    /// <param name="length">How long it lasts without a renewal, which is less than others wait before they take the Lease; null for ever.</param>
    /// <param name="clock">Ours.</param>
    public Term(Moment asked, TimeSpan? length, TimeProvider clock)
    {
        (_clock, _length, _renewed) = (clock, length, asked);
        _over = new CancellationTokenSource(Left(asked), clock);
        Token = _over.Token;
    }

    /// Cancelled when it is over, at the latest at its deadline.
    public CancellationToken Token { get; }

    /// The deadline by itself: a process that was stopped for a while runs again before its timers do.
    public bool IsOver => Token.IsCancellationRequested || (_length is { } length && Volatile.Read(ref _renewed).IsOlderThan(length, _clock));

    /// Why it ended, for the log.
    public string Why { get; private set; } = "the Lease could not be renewed in time";

    /// One that lasts until it is ended: of a controller that runs alone.
    public static Term Unlimited(TimeProvider clock) => new(Moment.Now(clock), length: null, clock);

    /// False where it was over already.
    public bool TryProlong(Moment asked)
    {
        if (IsOver) return false;
        Volatile.Write(ref _renewed, asked);
        _over.CancelAfter(Left(asked));
        return !IsOver;
    }

    public void End(string why)
    {
        if (Token.IsCancellationRequested) return;
        Why = why;
        _over.Cancel();
    }

    public void ThrowIfClosed()
    {
        if (IsOver) throw new OperationCanceledException("this replica is no longer the leader", Token);
    }

    public void Dispose()
    {
        End("the program ends");
        _over.Dispose();
    }

    private TimeSpan Left(Moment asked)
    {
        if (_length is not { } length) return Timeout.InfiniteTimeSpan;
        var left = length - _clock.GetElapsedTime(asked.Timestamp);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
