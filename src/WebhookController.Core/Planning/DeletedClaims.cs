using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Rules 6 and 7: a PVC that is gone takes its job along, unless the job is an archive, or some PVC asks for it.</summary>
internal static class DeletedClaims
{
    public static IEnumerable<DeleteJob> Deletions(PlanningContext context)
    {
        foreach (var job in context.ManagedJobs)
        {
            if (JobOwnership.SourceOf(job, context.Keys) is not { } source) continue;
            if (context.MayHaveClaimWithSource(source) || IsAskedFor(job, context) || !context.MayDelete(job)) continue;
            yield return new DeleteJob(job, DeletionReason.ClaimGone, source);
        }
    }

    private static bool IsAskedFor(RecurringJob job, PlanningContext context) => context.State.ClaimantsOf(job.Key.Name).Any();
}
