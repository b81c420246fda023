using WebhookController.Core.Cluster;
using WebhookController.Core.Freshness;
using WebhookController.Core.Planning;
using WebhookController.Events;
using WebhookController.Kubernetes.Cache;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

/// One pass: gather → decide → record → apply. Only the leader goes all the way: a replica that stands by gathers, and no more.
internal sealed class Reconciler(
    ClusterCache cache,
    DefaultsInForce defaultsInForce,
    RetryLedger retries,
    SequenceRunner runner,
    PlanReport report,
    Chronicle chronicle,
    IReconcileObserver observer,
    Leadership leadership,
    ReconcilerOptions options,
    TimeProvider clock)
{
    // Only as far as the cluster doesn't show it any more: a restart begins with what it shows.
    private BackupLedger _seen = BackupLedger.Empty;

    // A pass ends after this many PVCs, so that one labelled meanwhile needn't wait for thousands of others.
    private const int SequencesAPass = 200;
    private const int AtATime = 8;

    // However slowly the API server answers, no write is begun on a plan older than this.
    private static readonly TimeSpan LongestPass = TimeSpan.FromSeconds(10);

    /// Gives back after how long there is something to do even if nothing changes: at once where this pass left work over, or when a retry is
    /// due; null where there is nothing.
    public async Task<TimeSpan?> PassAsync(CancellationToken cancellationToken)
    {
        var (started, term, state) = (clock.GetTimestamp(), leadership.Term, cache.State);
        // Every replica remembers the last good defaults: it may be the leader when the ConfigMap has a mistake.
        var defaults = defaultsInForce.Read(state);
        if (term is null && !options.DryRun) return StandBy(state, defaults);

        var plan = Planner.Plan(state, defaults, clock.GetUtcNow(), _seen);
        _seen = plan.Seen;
        defaultsInForce.Note(plan);
        observer.Planned(plan, defaults, degraded: !state.CanPlan);
        report.Print(plan, defaults, state, options.DryRun);
        if (!options.DryRun) chronicle.Planned(plan, state);

        var due = term is null ? [] : retries.Due(plan);
        var tried = term is null ? 0 : await ApplyAsync(due, state, term, cancellationToken);
        if (term?.IsOver == true) return TimeSpan.Zero;
        observer.PassEnded(clock.GetElapsedTime(started), retries.Count);
        return tried < due.Count ? TimeSpan.Zero : retries.DueIn;
    }

    private TimeSpan? StandBy(ClusterState state, Defaults defaults)
    {
        // A failure that Longhorn has removed by the time this replica leads still counts then.
        _seen = _seen.After(state, clock.GetUtcNow());
        observer.Planned(Plan.Nothing, defaults, degraded: !state.CanPlan);
        report.Print(Plan.Nothing, defaults, state, dryRun: false);
        observer.StoodBy();
        return null;
    }

    /// How many of the sequences were tried; the rest is for the next pass.
    private async Task<int> ApplyAsync(IReadOnlyList<ChangeSequence> due, ClusterState state, Term term, CancellationToken stop)
    {
        var (gate, tried, began) = (new Lock(), 0, clock.GetTimestamp());
        var sequences = due.Take(SequencesAPass).TakeWhile(_ => clock.GetElapsedTime(began) < LongestPass);
        var atATime = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stop };
        try
        {
            await Parallel.ForEachAsync(sequences, atATime, async (sequence, token) =>
            {
                var failure = await runner.RunAsync(sequence, term, token);
                lock (gate)
                {
                    tried++;
                    foreach (var change in sequence.Changes.TakeWhile(change => change != failure?.Change))
                    {
                        retries.Succeeded(change);
                        chronicle.Changed(sequence.Claim, change, state);
                    }
                    if (failure is not null) retries.Failed(failure.Change, failure.RetryAfter);
                }
            });
        }
        catch (OperationCanceledException) when (term.IsOver && !stop.IsCancellationRequested)
        {
            // The rest is for the next leader, which looks at the cluster and not at us.
        }
        return tried;
    }
}
