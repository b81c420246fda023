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
                : change.Prediction.DeletesLater(job) ? DeletedLater(job)
                : $"job {job.Key.Name} goes on: {LabelTable.Enabled.Name}=false would end it";
        }
        if (!goesOn) yield return $"not backed up: label it {enabled}=true, or =false";
    }

    /// <summary>That it opts out: which jobs go, and which stay all the same.</summary>
    public static IEnumerable<string> OptsOut(ClaimChange change)
    {
        if (change.Scope == Scope.NotLonghorn || !change.Intent.OptedOut || change.WasIntent.OptedOut) yield break;
        if (!change.State.CanPlan)
        {
            if (change.WantedBefore is { } later) yield return $"job {later} goes once Longhorn can be read";
            yield break;
        }
        foreach (var job in change.JobsOfItsOwn)
        {
            if (job.Deleting) continue;
            if (change.Prediction.Deletes(job)) yield return Deleted(job, change);
            else if (MayBeAnothersArchive(job, change)) yield return $"job {job.Key.Name} stays: it may keep another's archive";
            else if (IsOnAnothersVolume(job.Key.Name, change)) yield return $"job {job.Key.Name} stays while another PVC needs it";
            else yield return DeletedLater(job);
        }
    }

    /// <summary>That its job has another name from now on: which of its former ones go, and which stay.</summary>
    public static IEnumerable<string> Renames(ClaimChange change)
    {
        if (change.Scope == Scope.NotLonghorn || change.WantedAfter is not { } after) yield break;
        if (change.WantedBefore is { } before && before != after) yield return $"its job is {after}{FromWhen(after, change)}";
        if (!change.State.CanPlan) yield break;
        foreach (var job in change.JobsOfItsOwn)
        {
            if (job.Deleting || job.Key.Name == after) continue;
            if (change.Prediction.Deletes(job)) yield return $"job {job.Key.Name} is deleted then; {WarningText.BackupsOf(job.Key.Name, change.State)}";
            else if (MayBeAnothersArchive(job, change) || (JobOwnership.IsArchive(job, change.Keys) && change.Intent.WantsArchive))
                yield return $"job {job.Key.Name} stays, since it keeps an archive";
            else if (IsOnAnothersVolume(job.Key.Name, change)) yield return $"job {job.Key.Name} stays while another PVC needs it";
            else yield return $"job {job.Key.Name} goes on until the new one is in place";
        }
    }

    private static string Deleted(RecurringJob job, ClaimChange change) => $"job {job.Key.Name} is deleted; {WarningText.BackupsOf(job.Key.Name, change.State)}";

    private static string DeletedLater(RecurringJob job) => $"job {job.Key.Name} is deleted once volumes let go of it";

    // A start that follows from the job's name moves with it.
    private static string FromWhen(string after, ClaimChange change) =>
        change.Prediction.RunsOf(after) is { } runs && change.JobsOfItsOwn.Any(job => CronSchedule.Read(job.Spec.Cron) is { } was && was != runs)
            ? $", next run {runs.Next(change.Now).UtcDateTime:MM-dd HH:mm} UTC"
            : " from now on";

    private static bool MayBeAnothersArchive(RecurringJob job, ClaimChange change) =>
        JobOwnership.IsArchive(job, change.Keys) && !ArchiveJob.IsOf(change.After.Uid, job, change.Keys);

    private static bool IsOnAnothersVolume(string job, ClaimChange change)
    {
        foreach (var claim in change.State.ClaimsThatCarry(job))
            if (claim.Claim.Key != change.After.Key && !claim.Intent.OptedOut) return true;
        return false;
    }
}
