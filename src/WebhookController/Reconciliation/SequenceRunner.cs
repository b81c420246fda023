using System.Net;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes.Client;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

// A change that wasn't made.
internal sealed record FailedChange(Change Change, ChangeResult Result, string Problem, TimeSpan? RetryAfter);

// Makes the changes of one sequence in order and stops at the first that fails: what follows relies on it. The one place where failures
// of the API server end up.
internal sealed class SequenceRunner(ClusterWriter writer, IReconcileObserver observer, ILogger<SequenceRunner> logger)
{
    // The end of the term breaks off the write that runs; a stop is only heeded between two changes.
    public async Task<FailedChange?> RunAsync(ChangeSequence sequence, Term term, CancellationToken stop)
    {
        foreach (var change in sequence.Changes)
        {
            stop.ThrowIfCancellationRequested();
            var failure = await TryApplyAsync(change, term);
            observer.Changed(change, failure?.Result ?? ChangeResult.Done);
            if (failure is not null)
            {
                logger.ChangeFailed(sequence.Claim, change.Describe(), failure.Problem);
                return failure;
            }
            logger.ChangeMade(sequence.Claim, change.Describe());
        }
        return null;
    }

    private async Task<FailedChange?> TryApplyAsync(Change change, Term term)
    {
        try
        {
            await writer.ApplyAsync(change, term);
            return null;
        }
        catch (OperationCanceledException) when (term.IsOver)
        {
            throw;
        }
        catch (ApiException refusal)
        {
            var result = refusal.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound ? ChangeResult.Conflict : ChangeResult.Failed;
            return new FailedChange(change, result, refusal.Message, refusal.RetryAfter);
        }
        catch (Exception failure)
        {
            return new FailedChange(change, ChangeResult.Failed, failure.Message, null);
        }
    }
}
