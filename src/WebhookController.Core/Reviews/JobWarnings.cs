using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Reviews;

/// <summary>What becomes of the jobs of a PVC whose labels change, as the planner plans it.</summary>
internal static class JobWarnings
{
    /// <summary>That it isn't backed up, or that its job goes on though nothing asks for it. One that a layer had asked for goes.</summary>
    public static IEnumerable<string> SaysNothing(ClaimChange change)
    {
        var enabled = change.Keys.Of(LabelTable.Enabled);
        if (change.Scope != Scope.Longhorn || change.Resolved is not { EnabledBy: EnabledBy.Nobody, Exemption: null }) yield break;
        var goesOn = false;
        foreach (var job in change.JobsOfItsOwn)
        {
            if (job.Deleting) continue;
            goesOn |= !change.Prediction.Deletes(job) && !change.Prediction.DeletesLater(job);
            yield return change.Prediction.Deletes(job) ? Deleted(job, change)
                : change.Prediction.DeletesLater(job) ? AnnouncementText.IsDeletedOnceLetGo(job.Key.Name)
                : $"{AnnouncementText.GoesOn(job.Key.Name)}{LabelTable.Enabled.Name}=false would end it";
        }
        if (!goesOn) yield return $"{AnnouncementText.NotBackedUp}: label it {enabled}=true, or =false";
    }

    /// <summary>That it opts out: which jobs go, and which stay all the same.</summary>
    public static IEnumerable<string> OptsOut(ClaimChange change)
    {
        if (change.Scope == Scope.NotLonghorn || !change.Intent.OptedOut || change.WasIntent.OptedOut) yield break;
        if (!change.State.CanPlan)
        {
            if (change.WantedBefore is { } later) yield return AnnouncementText.GoesOnceLonghornIsRead(later);
            yield break;
        }
        foreach (var job in change.JobsOfItsOwn)
        {
            if (job.Deleting) continue;
            if (change.Prediction.Deletes(job)) yield return Deleted(job, change);
            else if (MayBeAnothersArchive(job, change)) yield return AnnouncementText.MayKeepAnothersArchive(job.Key.Name);
            else if (IsOnAnothersVolume(job.Key.Name, change)) yield return AnnouncementText.StaysWhileNeeded(job.Key.Name);
            else yield return AnnouncementText.IsDeletedOnceLetGo(job.Key.Name);
        }
    }

    /// <summary>Which of its jobs go, though nothing more is said.</summary>
    public static IEnumerable<string> IsLetGo(ClaimChange change)
    {
        if (change.Scope == Scope.NotLonghorn) yield break;
        foreach (var job in change.JobsOfItsOwn)
            if (!job.Deleting && change.Prediction.Deletes(job)) yield return Deleted(job, change);
            else if (!job.Deleting && change.Prediction.DeletesLater(job)) yield return AnnouncementText.IsDeletedOnceLetGo(job.Key.Name);
    }

    /// <summary>That its job has another name from now on: which of its former ones go, and which stay.</summary>
    public static IEnumerable<string> Renames(ClaimChange change)
    {
        if (change.Scope == Scope.NotLonghorn || change.WantedAfter is not { } after) yield break;
        if (change.WantedBefore is { } before && before != after) yield return AnnouncementText.IsFromNowOn(after, MovedRun(after, change));
        if (!change.State.CanPlan) yield break;
        foreach (var job in change.JobsOfItsOwn)
        {
            if (job.Deleting || job.Key.Name == after) continue;
            if (change.Prediction.Deletes(job)) yield return $"{AnnouncementText.IsDeleted(job.Key.Name)} then; {WarningText.BackupsOf(job.Key.Name, change.State)}";
            else if (MayBeAnothersArchive(job, change) || (JobOwnership.IsArchive(job, change.Keys) && change.Intent.WantsArchive))
                yield return AnnouncementText.StaysWithArchive(job.Key.Name);
            else if (IsOnAnothersVolume(job.Key.Name, change)) yield return AnnouncementText.StaysWhileNeeded(job.Key.Name);
            else yield return AnnouncementText.GoesOnUntilReplaced(job.Key.Name);
        }
    }

    private static string Deleted(RecurringJob job, ClaimChange change) => $"{AnnouncementText.IsDeleted(job.Key.Name)}; {WarningText.BackupsOf(job.Key.Name, change.State)}";

    // A start that follows from the job's name moves with it.
    private static DateTimeOffset? MovedRun(string after, ClaimChange change) =>
        change.Prediction.RunsOf(after) is { } runs && change.JobsOfItsOwn.Any(job => CronSchedule.Read(job.Spec.Cron) is { } was && was != runs)
            ? runs.Next(change.Now)
            : null;

    private static bool MayBeAnothersArchive(RecurringJob job, ClaimChange change) =>
        JobOwnership.IsArchive(job, change.Keys) && !ArchiveJob.IsOf(change.After.Uid, job, change.Keys);

    private static bool IsOnAnothersVolume(string job, ClaimChange change)
    {
        foreach (var claim in change.State.ClaimsThatCarry(job))
            if (claim.Claim.Key != change.After.Key && !claim.Intent.OptedOut) return true;
        return false;
    }
}
