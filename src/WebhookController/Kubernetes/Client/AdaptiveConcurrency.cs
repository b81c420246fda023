using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace WebhookController.Kubernetes.Client;

// Lets writes go as fast as the API server takes them: a permit for each that runs, and as many permits as the server has
// shown that it can serve. First come, first served; who gives up waiting loses no permit.
internal sealed class AdaptiveConcurrency(int initial, int maximum, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly ConcurrencyLimit _limit = new(initial, maximum);
    private readonly LatencyBaseline _latencies = new();
    private readonly LinkedList<TaskCompletionSource<Permit>> _waiters = new();
    private int _inFlight;

    // How many may run at once now. More may run for a moment after it was lowered.
    public int Limit
    {
        get { lock (_lock) return _limit.Current; }
    }

    public int Maximum => _limit.Maximum;

    public int InFlight
    {
        get { lock (_lock) return _inFlight; }
    }

    public int Waiting
    {
        get { lock (_lock) return _waiters.Count; }
    }

    public async ValueTask<Permit> AcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<Permit>> waiter;
        lock (_lock)
        {
            if (_waiters.Count == 0 && _inFlight < _limit.Current) return Grant();
            waiter = _waiters.AddLast(new TaskCompletionSource<Permit>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(waiter, cancellationToken), null);
        return await waiter.Value.Task;
    }

    // A waiter leaves the list either here or with a permit, never both: that is decided under the lock.
    private void GiveUp(LinkedListNode<TaskCompletionSource<Permit>> waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.List is null) return;
            _waiters.Remove(waiter);
        }

        waiter.Value.TrySetCanceled(cancellationToken);
    }

    private Permit Grant()
    {
        _inFlight++;
        _limit.Sent(_inFlight);
        return new Permit(this, timeProvider.GetTimestamp(), _limit.Round, wasAlone: _limit.Current == ConcurrencyLimit.Minimum);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The waiter disposes of its permit.")]
    private void Release(Permit permit)
    {
        lock (_lock)
        {
            Learn(permit);
            _inFlight--;
            while (_inFlight < _limit.Current && _waiters.First is { } next)
            {
                _waiters.RemoveFirst();
                next.Value.SetResult(Grant());
            }
        }
    }

    private void Learn(Permit permit)
    {
        switch (permit.Outcome)
        {
            case Outcome.Done:
                var latency = timeProvider.GetElapsedTime(permit.Since);
                _limit.Answered(permit.Round, _latencies.IsSlow(permit.Operation, latency, permit.WasAlone));
                break;
            case Outcome.Refused:
                _limit.Answered(permit.Round, slow: false);
                break;
            case Outcome.Overloaded:
                _limit.Overloaded(permit.Round);
                break;
        }
    }

    internal enum Outcome
    {
        // Cancelled by ourselves: says nothing about the server.
        Unknown,
        Done,

        // Answered, but so early that the latency means nothing.
        Refused,
        Overloaded,
    }

    // The right to have one request under way, until disposed. What became of the request is reported before.
    internal sealed class Permit(AdaptiveConcurrency owner, long since, int round, bool wasAlone) : IDisposable
    {
        private bool _released;

        internal long Since => since;

        internal int Round => round;

        internal bool WasAlone => wasAlone;

        internal Outcome Outcome { get; private set; }

        internal string Operation { get; private set; } = "";

        // Operations that take the server equally long share a name.
        public void Succeeded(string operation) => (Outcome, Operation) = (Outcome.Done, operation);

        public void Failed(Exception failure) => Outcome = failure switch
        {
            ApiException { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => Outcome.Overloaded,
            ApiException => Outcome.Refused,
            TimeoutException or HttpRequestException or IOException => Outcome.Overloaded,
            _ => Outcome.Unknown,
        };

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, true)) return;
            owner.Release(this);
        }
    }
}
