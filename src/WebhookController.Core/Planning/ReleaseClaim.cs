using WebhookController.Core.Claims;
using WebhookController.Core.Naming;

namespace WebhookController.Core.Planning;

/// <summary>Rule 2: a PVC that is opted out has no job. Longhorn itself takes a deleted job's label off the volume; a job that is kept for
/// the sake of its archive only lets go of it.</summary>
internal static class ReleaseClaim
{
    public static IEnumerable<Change> Changes(Claim claim, PlanningContext context)
    {
        var jobs = context.JobsOf(claim.Key);
        if (jobs.Any(job => OwnJob.IsArchive(job, context.Keys)) && Attachment.Of(claim, job: null, context).Change is { } detach)
            yield return detach;

        foreach (var job in jobs)
            if (!job.Deleting && !OwnJob.IsArchive(job, context.Keys))
                yield return new DeleteJob(job, DeletionReason.OptedOut, SourceLabels.KeyOf(claim.Key));
    }
}
