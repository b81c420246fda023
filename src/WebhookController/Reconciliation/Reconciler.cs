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
    // A pass ends after this many PVCs, so that one labelled meanwhile needn't wait for thousands of others.
    private const int SequencesAPass = 200;
    private const int AtATime = 8;

    /// When there is something to do again even if nothing changes: at once where this pass left work over, or when a retry is due.
    public DateTimeOffset? NextDue { get; private set; }

    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var state = cache.State;
        var defaults = defaultsInForce.Read(state);
        var plan = Planner.Plan(state, defaults, clock.GetUtcNow());

        observer.Planned(plan, defaults, degraded: !state.CanPlan);
        report.Print(plan, defaults, state, options.Reconciler.DryRun);
        if (options.Reconciler.DryRun) plan = ChangeFilters.WithoutChanges(plan);

        var due = retries.Due(plan);
        await ApplyAsync(due.Take(SequencesAPass), cancellationToken);
        NextDue = due.Count > SequencesAPass ? clock.GetUtcNow() : retries.NextDue;
        observer.PassEnded(clock.GetElapsedTime(started), retries.Count);
    }

    private async Task ApplyAsync(IEnumerable<ChangeSequence> sequences, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var atATime = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(sequences, atATime, async (sequence, token) =>
        {
            var failure = await runner.RunAsync(sequence, token);
            lock (gate)
            {
                foreach (var change in sequence.Changes.TakeWhile(change => change != failure?.Change)) retries.Succeeded(change);
                if (failure is not null) retries.Failed(failure.Change, failure.RetryAfter);
            }
        });
    }
}
