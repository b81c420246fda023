using WebhookController.Core.Freshness;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Policy;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Status;

/// <summary>Says of a PVC how it is protected, and how fresh its backups are.</summary>
internal static class ProtectionEvaluator
{
    public static ProtectionStatus Evaluate(Claim claim, Evaluation evaluation, string? jobName, PlanningContext context)
    {
        var job = jobName is null ? null : context.State.Longhorn.Jobs[context.State.Longhorn.KeyOf(jobName)];
        var volume = context.VolumeOf(claim);
        var carried = volume is not null && Carries(volume, claim, context);
        var runs = job is null ? null : CronSchedule.Read(job.Spec.Cron);
        var (success, since) = (LastSuccess(volume, context), carried && job is not null ? Latest(claim, job, volume!) : (DateTimeOffset?)null);
        var failures = volume is null ? VolumeFailures.None : context.Ledger.FailuresOf(volume.Key.Name);
        var awaitsFirstRun = success is null && since is { } begun && runs?.Next(begun) > context.Now;
        var input = new ProtectionFacts(claim, evaluation, job, volume, carried, awaitsFirstRun);
        return new ProtectionStatus(claim.Key, jobName, StateEvaluator.Of(input, context))
        {
            LastSuccess = success,
            LastFailure = failures.Last,
            Failures = failures.Count,
            Interval = runs?.Interval,
            NextRun = runs?.Next(context.Now),
            Retain = job?.Spec.Retain,
            ProtectedSince = since,
            ProgressMoved = volume is null ? null : context.Ledger.ProgressMovedOn(volume.Key.Name),
        };
    }

    // The one it asks for, or for a moment the one of its former name.
    private static bool Carries(LonghornVolume volume, Claim claim, PlanningContext context)
    {
        foreach (var job in context.JobsOf(claim.Key))
            if (volume.JobLabels[LonghornLabels.ForJob(job.Key.Name)] == LonghornLabels.Enabled) return true;
        return false;
    }

    // Of a volume that stands by, Longhorn tells the last backup of the one it is a copy of.
    private static DateTimeOffset? LastSuccess(LonghornVolume? volume, PlanningContext context) => volume is null
        ? null
        : VolumeBackups.Later(context.Backups.Of(volume.Key.Name).LastSuccess, volume.Restoring ? null : context.Backups.Plausible(volume.LastBackupAt));

    private static DateTimeOffset Latest(Claim claim, RecurringJob job, LonghornVolume volume)
    {
        var latest = claim.Created > job.Created ? claim.Created : job.Created;
        return volume.Created > latest ? volume.Created : latest;
    }
}
