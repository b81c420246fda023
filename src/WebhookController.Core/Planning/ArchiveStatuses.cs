using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;

namespace WebhookController.Core.Planning;

/// <summary>Says of every archive whether its PVC can go, whether it failed, and whether its last day is over.</summary>
internal static class ArchiveStatuses
{
    public static IReadOnlyList<ArchiveStatus> Of(PlanningContext context)
    {
        var statuses = new List<ArchiveStatus>();
        foreach (var job in context.ManagedJobs)
            if (OwnJob.IsArchive(job, context.Keys) && OwnJob.SourceOf(job, context.Keys) is { } source) statuses.Add(Of(job, source, context));
        return statuses;
    }

    private static ArchiveStatus Of(RecurringJob job, ObjectKey source, PlanningContext context)
    {
        var status = new ArchiveStatus(source, job.Key.Name) { Expired = IsExpired(job, context) };
        if (context.ClaimOf(source) is { } claim)
        {
            var progress = ArchiveProgress.Of(claim.Uid, job, context.State, context.Now);
            return status with
            {
                Ready = progress.Phase == ArchivePhase.Ready,
                Failed = progress is { Phase: not ArchivePhase.Ready, LastFailed: true } && !WentOnElsewhere(job, source, context),
                Detail = progress.Detail,
            };
        }
        if (context.MayHaveClaimWithSource(source)) return status;
        status = status with { Retained = true };
        return !WentOnElsewhere(job, source, context) && WentTooEarly(job, context) ? status with { Failed = true, Detail = "the PVC went before any backup of it was complete" } : status;
    }

    // Of an archive that somebody else began, nobody here can say whether it was ever complete.
    private static bool WentTooEarly(RecurringJob job, PlanningContext context)
    {
        var marks = ArchiveMarks.Read(job, context.Keys);
        return marks is { Id: not null, Backup: null } && ArchiveProgress.Of(marks, context.State, context.Now).Phase != ArchivePhase.Ready;
    }

    // The archive of a renamed PVC goes on under its new job: that of the former name, kept as it was, is no failure any more.
    private static bool WentOnElsewhere(RecurringJob job, ObjectKey source, PlanningContext context) =>
        ArchiveMarks.Read(job, context.Keys).Id is { } id
        && context.JobsOf(source).Any(other => other.Key != job.Key && OwnJob.IsArchive(other, context.Keys)
            && ArchiveMarks.Read(other, context.Keys) is { Id: { } later } marks && later.Series == id.Series
            && (later.Attempt > id.Attempt || marks.Backup is not null));

    // The last day is wanted to its end, in UTC.
    private static bool IsExpired(RecurringJob job, PlanningContext context) =>
        job.Labels[context.Keys.ArchiveDeleteAfter] is { } text
        && LabelTable.ArchiveDeleteAfter.Grammar.TryRead(text, context.State.Limits, out var lastDay)
        && DateOnly.FromDateTime(context.Now.UtcDateTime) > lastDay;
}
