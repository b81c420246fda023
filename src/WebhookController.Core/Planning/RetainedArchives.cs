using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Rule 7: the job of an archive outlives its PVC. All that is still done to it is to note a backup that was complete when nobody
/// was there to see it.</summary>
internal static class RetainedArchives
{
    public static IEnumerable<ChangeSequence> Changes(PlanningContext context)
    {
        foreach (var job in context.ManagedJobs)
        {
            if (job.Deleting || !JobOwnership.IsArchive(job, context.Keys)) continue;
            if (JobOwnership.SourceOf(job, context.Keys) is not { } source || context.MayHaveClaimWithSource(source)) continue;
            if (Noted(job, context) is { } patch) yield return new ChangeSequence(source, [patch]);
        }
    }

    private static PatchJob? Noted(RecurringJob job, PlanningContext context)
    {
        var marks = ArchiveAnnotations.Read(job, context.Keys);
        if (marks is not { Id: not null, Complete: false }) return null;
        var progress = ArchiveProgress.Of(marks, context.State, context.Now);
        if (progress.Phase != ArchivePhase.Ready) return null;
        var annotations = LabelChanges.Between(job.Annotations, LabelSet.From(ArchiveAnnotations.For(progress, context.Keys)), _ => false);
        return new PatchJob(job, [], annotations, null, [JobDiff.DescribeAnnotations(annotations, context.Keys)]);
    }
}
