using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Rules 6 and 7: a PVC that is gone takes its job along, unless the job is an archive, or some PVC asks for it.</summary>
internal static class DeletedClaims
{
    public static IEnumerable<DeleteJob> Deletions(IReadOnlyList<RecurringJob> jobs, ObjectKey source, PlanningContext context)
    {
        foreach (var job in jobs)
            if (!context.State.ClaimIndex.ByJobName.Contains(job.Key.Name) && context.MayDelete(job)) yield return new DeleteJob(job, DeletionReason.ClaimGone, source);
    }
}
