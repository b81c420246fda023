using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;

namespace WebhookController.Core.Planning;

/// <summary>Rules 6 and 7: a PVC that is gone takes its job along, unless the job is an archive, or some PVC asks for it.</summary>
internal static class DepartedClaims
{
    public static IEnumerable<DeleteJob> Deletions(PlanningContext context)
    {
        foreach (var job in context.ManagedJobs)
        {
            if (OwnJob.SourceOf(job, context.Keys) is not { } source) continue;
            if (job.Deleting || OwnJob.IsArchive(job, context.Keys) || IsAskedFor(job, context)) continue;
            if (context.State.MayHaveClaimWithSource(source)) continue;
            yield return new DeleteJob(job, DeletionReason.ClaimGone, source);
        }
    }

    private static bool IsAskedFor(RecurringJob job, PlanningContext context) => context.State.Claimants.Of(job.Key.Name).Count > 0;
}
