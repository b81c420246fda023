using WebhookController.Core.Freshness;
using WebhookController.Core.Planning;
using WebhookController.Hosting;
using WebhookController.Kubernetes.Cache;

namespace WebhookController.Reconciliation;

/// One pass: gather → decide → filter → record → apply.
internal sealed class Reconciler(
    ClusterCache cache,
    DefaultsInForce defaultsInForce,
    RetryLedger retries,
    SequenceRunner runner,
    PlanReport report,
    IReconcileObserver observer,
    ControllerOptions options,
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
        var started = clock.GetTimestamp();
        var state = cache.State;
        var defaults = defaultsInForce.Read(state);
        var plan = Planner.Plan(state, defaults, clock.GetUtcNow(), _seen);
        _seen = plan.Seen;

        observer.Planned(plan, defaults, degraded: !state.CanPlan);
        report.Print(plan, defaults, state, options.Reconciler.DryRun);
        if (options.Reconciler.DryRun) plan = ChangeFilters.WithoutChanges(plan);

        var due = retries.Due(plan);
        var tried = await ApplyAsync(due, cancellationToken);
        observer.PassEnded(clock.GetElapsedTime(started), retries.Count);
        return tried < due.Count ? TimeSpan.Zero : retries.DueIn;
    }

    /// How many of the sequences were tried; the rest is for the next pass.
    private async Task<int> ApplyAsync(IReadOnlyList<ChangeSequence> due, CancellationToken cancellationToken)
    {
        var (gate, tried, began) = (new Lock(), 0, clock.GetTimestamp());
        var sequences = due.Take(SequencesAPass).TakeWhile(_ => clock.GetElapsedTime(began) < LongestPass);
        var atATime = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(sequences, atATime, async (sequence, token) =>
        {
            var failure = await runner.RunAsync(sequence, token);
            lock (gate)
            {
                tried++;
                foreach (var change in sequence.Changes.TakeWhile(change => change != failure?.Change)) retries.Succeeded(change);
                if (failure is not null) retries.Failed(failure.Change, failure.RetryAfter);
            }
        });
        return tried;
    }
}
