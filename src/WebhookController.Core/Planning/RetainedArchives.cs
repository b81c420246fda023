using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

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
        return new PatchJob(job, [], changes, null, [JobDiff.DescribeAnnotations(changes, context.Keys)]);
    }
}
