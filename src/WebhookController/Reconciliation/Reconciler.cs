using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Events;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

// One pass: take what changed → plan it → report → queue the changes. Only the leader plans: a follower keeps its cache, and no
// more.
internal sealed class Reconciler(
    ClusterCache cache,
    DefaultsStore defaultsStore,
    ChangeQueue queue,
    RecentDeletions deletions,
    RecentLowerings lowerings,
    PlanLogger planLogger,
    EventPublisher events,
    IReconcileObserver observer,
    Leadership leadership,
    ReconcilerOptions options,
    TimeProvider clock)
{
    private readonly PriorityQueue<ObjectKey, long> _retries = new();
    private IncrementalPlanner _planner = new();
    private Term? _term;
    private bool _planned;
    private long _fullPassAt;

    // Gives back after how long there is something to do even if nothing changes; null where there is nothing.
    public TimeSpan? Pass()
    {
        var (started, term) = (clock.GetTimestamp(), leadership.Term);
        if (term is null && !options.DryRun) return StandBy();
        if (term != _term) Begin(term);

        var (state, affected, version) = cache.Take();
        if (!_planned || clock.GetElapsedTime(_fullPassAt) >= options.Resync) affected.AddAll();
        TakeRetries(affected);
        var defaults = defaultsStore.Read(state);
        var delta = _planner.Pass(
            state, defaults, clock.GetUtcNow(), affected, deletions.Count(forgets: _planner.Held is null), lowerings.Jobs(forgets: _planner.HeldRetention is null));
        if (_planner.Agreed is { } consent) deletions.Agree(consent);
        if (_planner.AgreedRetention is { } lower) lowerings.Agree(lower);
        defaultsStore.Note(_planner);
        if (delta.Full) (_planned, _fullPassAt) = (true, started);

        observer.Planned(delta, defaults, state);
        planLogger.Log(delta, defaults, state, options.DryRun);
        if (!options.DryRun) events.Planned(delta, state);
        if (term is not null && !options.DryRun) Queue(delta, version, term);
        observer.PassEnded(clock.GetElapsedTime(started), queue.Waiting);
        return Rest();
    }

    private TimeSpan? StandBy()
    {
        if (_planned || _term is not null) Begin(null);
        // Every replica remembers the last good defaults: it may be the leader when the ConfigMap has a mistake.
        var state = cache.State;
        var defaults = defaultsStore.Read(state);
        observer.Planned(PlanDelta.Nothing, defaults, state);
        planLogger.Log(PlanDelta.Nothing, defaults, state, dryRun: false);
        observer.StoodBy();
        return null;
    }

    private void Begin(Term? term)
    {
        (_term, _planner, _planned) = (term, new IncrementalPlanner(), false);
        _retries.Clear();
        queue.Clear();
        cache.MarkAllAffected();
    }

    private void Queue(PlanDelta delta, long version, Term term)
    {
        foreach (var change in delta.Changes)
        {
            var sequences = change.After is { } plan ? _planner.SequencesOf(plan) : [];
            if (queue.Offer(change.Source, sequences, version, term) is { } retryIn)
                _retries.Enqueue(change.Source, clock.GetTimestamp() + (long)(retryIn.TotalSeconds * clock.TimestampFrequency));
        }
        queue.Passed(version);
    }

    private void TakeRetries(Affected affected)
    {
        while (_retries.TryPeek(out var source, out var due) && due <= clock.GetTimestamp())
        {
            _retries.Dequeue();
            affected.Add(source);
        }
    }

    private TimeSpan Rest()
    {
        var rest = options.Resync - clock.GetElapsedTime(_fullPassAt);
        if (_retries.TryPeek(out _, out var due)) rest = Shorter(rest, clock.GetElapsedTime(clock.GetTimestamp(), due));
        if (_planner.LookAgainAt is { } at) rest = Shorter(rest, at - clock.GetUtcNow());
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

internal sealed record ReconcilerOptions
{
    // The longest time between two passes, whether or not anything changed.
    public TimeSpan Resync { get; init; } = TimeSpan.FromMinutes(5);

    // Print the plan and write nothing.
    public bool DryRun { get; init; }
}

internal interface IReconcileObserver
{
    // What a pass found out; published whether or not its changes are made.
    void Planned(PlanDelta delta, EffectiveDefaults defaults, ClusterState state);

    void Changed(Change change, ChangeResult result);

    void PassEnded(TimeSpan duration, int waitingForRetry);

    // Another replica leads, so what this one has published about PVCs and passes is withdrawn.
    void StoodBy();
}

internal enum ChangeResult
{
    Done,

    // The object is no longer what the plan was made for; the next plan will know.
    Conflict,

    Failed,
}
