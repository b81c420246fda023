using WebhookController.Cache;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Events;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

// Makes the changes that are queued, as many PVCs at a time as the API server takes writes: the client finds out how many these are.
internal sealed class ChangeWorkers(
    ChangeQueue queue, SequenceRunner runner, ClusterCache cache, ApiClient api, EventPublisher events, ILogger<ChangeWorkers> logger)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _tasks = [];
    private int _workers;

    // Starts workers for what is queued, as far as there are not enough of them.
    public void Start(CancellationToken stop)
    {
        lock (_gate)
        {
            _tasks.RemoveWhere(task => task.IsCompleted);
            while (_workers < api.Writes.Limit && queue.Take() is var (source, sequences, term))
            {
                _workers++;
                _tasks.Add(Task.Run(() => WorkAsync(source, sequences, term, stop), CancellationToken.None));
            }
        }
    }

    // Ends when every worker has: a write that runs is finished.
    public Task DrainAsync()
    {
        lock (_gate) return Task.WhenAll(_tasks);
    }

    private async Task WorkAsync(ObjectKey source, IReadOnlyList<ChangeSequence> sequences, Term term, CancellationToken stop)
    {
        (ObjectKey Source, IReadOnlyList<ChangeSequence> Sequences, Term Term)? next = (source, sequences, term);
        while (next is var (pvc, changes, its))
        {
            await WorkOnAsync(pvc, changes, its, stop);
            next = Next(stop);
        }
    }

    // To leave and to be counted out is one step: what is queued a moment later finds either a worker that will look again, or room for another.
    private (ObjectKey Source, IReadOnlyList<ChangeSequence> Sequences, Term Term)? Next(CancellationToken stop)
    {
        lock (_gate)
        {
            var next = stop.IsCancellationRequested || _workers > api.Writes.Limit ? null : queue.Take();
            if (next is null) _workers--;
            return next;
        }
    }

    private async Task WorkOnAsync(ObjectKey source, IReadOnlyList<ChangeSequence> sequences, Term term, CancellationToken stop)
    {
        try
        {
            foreach (var sequence in sequences) await MakeAsync(source, sequence, term, stop);
        }
        catch (OperationCanceledException) when (term.IsOver || stop.IsCancellationRequested)
        {
            // The rest is for the next leader, which looks at the cluster and not at us.
        }
        catch (Exception bug)
        {
            // It is planned again at once, and breaks again: not without a pause.
            queue.Failed(source, new FailedChange(sequences[0].Changes[0], ChangeResult.Failed, bug.Message, null));
            logger.ChangeBroke(source, bug);
        }
        finally
        {
            // Only now may it be planned again: the state holds the answers.
            queue.Done(source, cache.Version);
            cache.MarkAffected(source);
        }
    }

    private async Task MakeAsync(ObjectKey source, ChangeSequence sequence, Term term, CancellationToken stop)
    {
        var failure = await runner.RunAsync(sequence, term, stop);
        foreach (var change in sequence.Changes.TakeWhile(change => change != failure?.Change))
        {
            queue.Succeeded(source, change);
            events.Changed(sequence.Claim, change, cache.State);
        }
        if (failure is not null) queue.Failed(source, failure);
    }
}
