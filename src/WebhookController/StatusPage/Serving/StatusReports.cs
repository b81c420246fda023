using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Planning;
using WebhookController.Core.Report;
using WebhookController.Reconciliation;

namespace WebhookController.StatusPage.Serving;

// A report with the state that it was made of.
internal sealed record StatusSnapshot(ClusterReport Report, ClusterState State);

// Makes reports for those who look, one at a time and at most once a second: whoever asks meanwhile shares the last one, or the one being made.
internal sealed class StatusReports(ClusterCache cache, DefaultsStore defaults, RecentDeletions deletions, RecentLowerings lowerings, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    // Nobody looks any more: a report keeps a whole state in memory.
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(30);
    // However large the cluster is, looking at it takes at most so much of one core.
    private const int ShareOfTime = 10;

    private readonly Lock _gate = new();
    private Task<StatusSnapshot>? _last;
    private long _madeAt;
    private TimeSpan _life;
    private ITimer? _forgetting;

    // How many were made, and whether one is kept, for tests.
    public int Made { get; private set; }

    public bool Holds
    {
        get { lock (_gate) return _last is not null; }
    }

    public Task<StatusSnapshot> LatestAsync()
    {
        lock (_gate)
        {
            if (_last is { } last && (!last.IsCompleted || clock.GetElapsedTime(_madeAt) < _life)) return last;
            Made++;
            return _last = Task.Run(Make);
        }
    }

    public void Dispose() => _forgetting?.Dispose();

    private StatusSnapshot Make()
    {
        var started = clock.GetTimestamp();
        try
        {
            var (state, now) = (cache.State, clock.GetUtcNow());
            var inForce = defaults.Peek(state);
            var plan = Planner.Plan(state, inForce, now, deletions.Count(forgets: false), lowerings.Jobs(forgets: false));
            return new StatusSnapshot(ClusterReporter.Of(state, plan, inForce, now), state);
        }
        finally
        {
            Ended(clock.GetElapsedTime(started));
        }
    }

    private void Ended(TimeSpan took)
    {
        lock (_gate)
        {
            var life = took * ShareOfTime;
            (_madeAt, _life) = (clock.GetTimestamp(), life > ShortestLife ? life : ShortestLife);
            _forgetting ??= clock.CreateTimer(_ => Forget(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _forgetting.Change(LongestLife, Timeout.InfiniteTimeSpan);
        }
    }

    private void Forget()
    {
        lock (_gate)
            if (_last is { IsCompleted: true } && clock.GetElapsedTime(_madeAt) >= _life) _last = null;
    }
}
