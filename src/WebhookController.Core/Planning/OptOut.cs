using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;

namespace WebhookController.Core.Planning;

/// <summary>Rule 2: a PVC that is opted out has no job. Longhorn itself takes a deleted job's label off the volume; jobs that stay, for the
/// sake of their archive or of another PVC, only let go of it.</summary>
internal static class OptOut
{
    public static IEnumerable<Change> Changes(ResolvedClaim claim, PlanningContext context)
    {
        var leaving = context.JobsOf(claim.Claim).Where(context.MayDelete).ToList();
        if (Attachment.Release(claim, [.. leaving.Select(job => job.Key.Name)], context) is { } detach) yield return detach;

        foreach (var job in leaving)
            yield return new DeleteJob(job, DeletionReason.OptedOut, SourceLabels.KeyOf(claim.Claim.Key));
    }
}
