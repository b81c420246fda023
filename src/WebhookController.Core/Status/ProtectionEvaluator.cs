using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Status;

/// <summary>Says of a PVC how it is protected, and how fresh its backups are.</summary>
internal static class ProtectionEvaluator
{
    /// <param name="claim">The PVC.</param>
    /// <param name="evaluation">What its labels ask for.</param>
    /// <param name="job">The job that protects it; null where none does.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="state">The cluster.</param>
    /// <param name="now">The time.</param>
    public static ProtectionStatus Evaluate(
        ResolvedClaim claim, Evaluation evaluation, RecurringJob? job, IReadOnlyList<RecurringJob> jobs, ClusterState state, DateTimeOffset now)
    {
        var volume = state.VolumeOf(claim);
        var carried = volume is not null && Carries(volume, jobs);
        var runs = job is null ? null : CronSchedule.Read(job.Spec.Cron);
        var backups = volume is null ? default : VolumeBackups.Of(volume, state.Longhorn, now);
        var labelled = job is null ? null : volume?.JobLabelsSince[LonghornLabels.ForJob(job.Key.Name)];
        var since = carried && job is not null ? Latest(claim.Claim, job, volume!, PlausibleTime.At(labelled, now)) : (DateTimeOffset?)null;
        var awaitsFirstRun = backups.LastSuccess is null && since is { } start && runs?.Next(start) > now;
        var facts = new ProtectionFacts(claim, evaluation, job, volume, carried, awaitsFirstRun, backups.LastTaken);
        var failures = volume is null ? VolumeFailures.None : state.Longhorn.History.FailuresOf(volume.Key.Name);
        var nextRun = runs?.Next(now);
        return new ProtectionStatus(claim.Claim.Key, job?.Key.Name, StateEvaluator.Of(facts, state, now))
        {
            Managed = carried && job is not null && !evaluation.Intent.OptedOut,
            LastSuccess = backups.LastSuccess,
            LastFailure = failures.Last,
            Failures = failures.Count,
            Runs = runs,
            NextRun = nextRun,
            Retain = job?.Spec.Retain,
            ProtectedSince = since,
            ProgressMoved = backups.ProgressMoved,
            ChangesAt = Earliest.Of(nextRun, backups.PlausibleFrom, PlausibleTime.From(labelled, now)),
        };
    }

    // The one it asks for, or for a moment the one of its former name.
    private static bool Carries(LonghornVolume volume, IReadOnlyList<RecurringJob> jobs)
    {
        foreach (var job in jobs)
            if (volume.JobLabels[LonghornLabels.ForJob(job.Key.Name)] == LonghornLabels.Enabled) return true;
        return false;
    }

    // A volume may get the label long after all three were made.
    private static DateTimeOffset Latest(Claim claim, RecurringJob job, LonghornVolume volume, DateTimeOffset? labelled)
    {
        var latest = claim.Created > job.Created ? claim.Created : job.Created;
        if (volume.Created > latest) latest = volume.Created;
        return labelled > latest ? labelled.Value : latest;
    }
}
