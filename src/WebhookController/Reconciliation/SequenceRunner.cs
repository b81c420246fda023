using System.Net;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Reconciliation;

/// A change that wasn't made.
internal sealed record FailedChange(Change Change, ChangeResult Result, string Problem, TimeSpan? RetryAfter);

/// Makes the changes of one sequence in order and stops at the first that fails: what follows relies on it. The one place where failures
/// of the API server end up.
internal sealed class SequenceRunner(ClusterWriter writer, IReconcileObserver observer, ILogger<SequenceRunner> logger)
{
    public async Task<FailedChange?> RunAsync(ChangeSequence sequence, CancellationToken cancellationToken)
    {
        foreach (var change in sequence.Changes)
        {
            var failure = await TryApplyAsync(change, cancellationToken);
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

    private async Task<FailedChange?> TryApplyAsync(Change change, CancellationToken cancellationToken)
    {
        try
        {
            await writer.ApplyAsync(change, cancellationToken);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
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
