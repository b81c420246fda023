using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Status;

/// <summary>Says of every archive whether its PVC can go, whether it failed, and whether its last day is over.</summary>
internal static class ArchiveStatuses
{
    private const string UntilAskedAnew = "isn't tried again until the label archive is taken off and put on again";

    public static IReadOnlyList<ArchiveStatus> Of(PlanningContext context)
    {
        var statuses = new List<ArchiveStatus>();
        foreach (var job in context.ManagedJobs)
            if (JobOwnership.IsArchive(job, context.Keys) && JobOwnership.SourceOf(job, context.Keys) is { } source) statuses.Add(Of(job, source, context));
        return statuses;
    }

    private static ArchiveStatus Of(RecurringJob job, ObjectKey source, PlanningContext context)
    {
        var status = new ArchiveStatus(source, job.Key.Name) { Expired = IsExpired(job, context) };
        if (context.ClaimOf(source) is { } claim) return OfPresent(status with { Claim = claim.Key }, job, claim, context);
        if (context.MayHaveClaimWithSource(source)) return status;
        status = status with { Retained = true };
        return Loss(job, source, status.Expired, context) is { } loss ? status with { Failed = true, Detail = loss } : status;
    }

    private static ArchiveStatus OfPresent(ArchiveStatus status, RecurringJob job, Claim claim, PlanningContext context)
    {
        // A job of a former name only stays what it is: the archive is told of once.
        var (wanted, jobs) = (WantedBy(claim, context), context.JobsOf(claim.Key));
        var keeper = ArchiveJob.Of(claim.Uid, jobs.OrderBy(candidate => candidate.Key.Name != wanted), context.Keys);
        if (keeper is not null && (keeper != job || ArchiveJob.IsOfBefore(keeper, wanted, jobs, context.Keys))) return status;
        var progress = ArchiveProgress.Of(claim.Uid, keeper, context.State, context.Now);
        return status with
        {
            Ready = progress.Phase == ArchivePhase.Ready,
            Failed = progress.LastError is not null,
            Detail = progress.LastError ?? (progress.Phase == ArchivePhase.BackingUp ? $"the backup is at {progress.Percent} %" : null),
            Outlook = Outlook(progress, claim, context),
        };
    }

    private static string? WantedBy(Claim claim, PlanningContext context) =>
        claim.Labels[context.Keys.Name] is { } name ? JobName.For(claim.Key.Namespace, name) : null;

    private static string Outlook(ArchiveProgress progress, Claim claim, PlanningContext context)
    {
        if (progress.IsOver) return UntilAskedAnew;
        var evaluation = BackupPolicy.Evaluate(claim, context.State);
        return (claim.Deleting, evaluation.Valid, evaluation.Intent.Archive is true, context.VolumeOf(claim) is not null) switch
        {
            (true, _, _, _) => "isn't tried again while the PVC is being deleted",
            (_, false, _, _) => "isn't tried again while the PVC's labels have a mistake",
            (_, _, false, _) => "isn't tried again while the PVC doesn't ask for it",
            (_, _, _, false) => "isn't tried again while the PVC's volume can't be found",
            _ => BackupBlocker.ToAnyBackup(context.VolumeOf(claim)!, context.State.Longhorn) is { } obstacle
                ? $"isn't tried again while {BackupBlocker.InWords(obstacle)}"
                : "is tried again",
        };
    }

    // What is missing of an archive whose PVC is gone. Of one that somebody else began, nobody here can say whether it was ever complete; and of
    // a PVC that was renamed, only the job that kept the archive last can.
    private static string? Loss(RecurringJob job, ObjectKey source, bool expired, PlanningContext context)
    {
        var marks = ArchiveAnnotations.Read(job, context.Keys);
        if (marks.Id is not { } id || ArchiveJob.Of(id, context.JobsOf(source), context.Keys) != job) return null;
        var progress = ArchiveProgress.Of(marks, context.State, context.Now);
        return progress.Phase switch
        {
            ArchivePhase.Ready => null,
            // After its last day it may be deleted, and its backup before it.
            ArchivePhase.Lost => expired ? null : progress.Error,
            _ => "the PVC went before the backup of its archive was complete",
        };
    }

    // The last day is wanted to its end, in UTC.
    private static bool IsExpired(RecurringJob job, PlanningContext context) =>
        job.Labels[context.Keys.ArchiveDeleteAfter] is { } text
        && LabelTable.ArchiveDeleteAfter.Grammar.TryRead(text, context.State.Limits, out var lastDay)
        && DateOnly.FromDateTime(context.Now.UtcDateTime) > lastDay;
}
