using WebhookController.Kubernetes.Client;

namespace WebhookController.LeaderElection;

// One time by both clocks. The monotonic clock cannot be set, but stops while the machine sleeps; the wall clock does not. A deadline has
// passed when it has passed by either.
internal sealed record ClockReading(long Timestamp, DateTimeOffset Utc)
{
    public static ClockReading Now(TimeProvider clock) => new(clock.GetTimestamp(), clock.GetUtcNow());

    public bool IsOlderThan(TimeSpan age, TimeProvider clock) => clock.GetElapsedTime(Timestamp) >= age || clock.GetUtcNow() - Utc >= age;
}

// The time from becoming leader to losing that role. Each renewal of the Lease extends it. When it is over it never starts again, and
// everything that was started in it loses the right to write.
internal sealed class Term : IWriteFence, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan? _length;
    private readonly CancellationTokenSource _over;
    private ClockReading _renewed;

    // asked: the time before the request for the Lease, since nobody can tell when the server stored it.
    // length: how long it lasts without a renewal, which is less than others wait before they take the Lease; null means for ever.
    public Term(ClockReading asked, TimeSpan? length, TimeProvider clock)
    {
        (_clock, _length, _renewed) = (clock, length, asked);
        _over = new CancellationTokenSource(Left(asked), clock);
        Token = _over.Token;
    }

    // Cancelled at its end, at the latest at its deadline.
    public CancellationToken Token { get; }

    // Also checks the deadline itself: when a frozen process resumes, its code may run before its timers.
    public bool IsOver => Token.IsCancellationRequested || (_length is { } length && Volatile.Read(ref _renewed).IsOlderThan(length, _clock));

    public string EndReason { get; private set; } = "the Lease could not be renewed in time";

    // For a controller that runs alone.
    public static Term Unlimited(TimeProvider clock) => new(ClockReading.Now(clock), length: null, clock);

    // False if it was over already.
    public bool TryRenew(ClockReading asked)
    {
        if (IsOver) return false;
        Volatile.Write(ref _renewed, asked);
        _over.CancelAfter(Left(asked));
        return !IsOver;
    }

    public void End(string reason)
    {
        if (Token.IsCancellationRequested) return;
        EndReason = reason;
        _over.Cancel();
    }

    public void ThrowIfClosed()
    {
        if (IsOver) throw new OperationCanceledException("this replica is no longer the leader", Token);
    }

    public void Dispose()
    {
        End("the program is stopping");
        _over.Dispose();
    }

    private TimeSpan Left(ClockReading asked)
    {
        if (_length is not { } length) return Timeout.InfiniteTimeSpan;
        var left = length - _clock.GetElapsedTime(asked.Timestamp);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
