using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Rule 2: a PVC that is opted out has no job. Longhorn itself takes a deleted job's label off the volume; jobs that stay, for the
/// sake of their archive or of another PVC, only let go of it.</summary>
internal static class OptOut
{
    public static IEnumerable<Change> Changes(ResolvedClaim claim, PlanningContext context)
    {
        var leaving = context.State.JobsOf(claim.Source).Where(context.MayDelete).ToList();
        if (Attachment.Release(claim, [.. leaving.Select(job => job.Key.Name)], context) is { } detach) yield return detach;

        foreach (var job in leaving)
            yield return new DeleteJob(job, DeletionReason.OptedOut, claim.Source);
    }
}

/// <summary>Rules 6 and 7: a PVC that is gone takes its job along, unless the job is an archive, or some PVC asks for it.</summary>
internal static class DeletedClaims
{
    public static IEnumerable<DeleteJob> Deletions(IReadOnlyList<RecurringJob> jobs, ObjectKey source, PlanningContext context)
    {
        foreach (var job in jobs)
            if (!context.State.ClaimIndex.ByJobName.Contains(job.Key.Name) && context.MayDelete(job)) yield return new DeleteJob(job, DeletionReason.ClaimGone, source);
    }
}

/// <summary>Rule 7: the job of an archive outlives its PVC. All that is still done to it is to note a backup that was complete when nobody
/// was there to see it.</summary>
internal static class RetainedArchives
{
    public static IEnumerable<PatchJob> Changes(IReadOnlyList<RecurringJob> jobs, PlanningContext context)
    {
        foreach (var job in jobs)
            if (!job.Deleting && JobOwnership.IsArchive(job, context.Keys) && Noted(job, context) is { } patch) yield return patch;
    }

    private static PatchJob? Noted(RecurringJob job, PlanningContext context)
    {
        var annotations = ArchiveAnnotations.Read(job, context.Keys);
        if (annotations is not { Id: not null, Complete: false }) return null;
        var progress = ArchiveProgress.Of(annotations, context.State.ArchiveObjects, context.Now);
        if (progress.Phase != ArchivePhase.Ready) return null;
        var changes = LabelChanges.Between(job.Annotations, LabelSet.From(ArchiveAnnotations.For(progress, context.Keys)), _ => false);
        return JobDiff.WithinCeiling(new PatchJob(job, [], changes, null, [JobDiff.DescribeAnnotations(changes, context.Keys)]), context.State.Limits);
    }
}
