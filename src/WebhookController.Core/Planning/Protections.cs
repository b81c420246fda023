using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;
using WebhookController.Core.Freshness;
using WebhookController.Core.Labels;
using WebhookController.Core.Policy;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Planning;

/// <summary>Says of a PVC how it is protected, and how fresh its backups are.</summary>
internal static class Protections
{
    public static Protection Of(Claim claim, Evaluation evaluation, string? jobName, PlanningContext context)
    {
        var job = jobName is null ? null : context.State.Longhorn.Jobs[context.State.Longhorn.KeyOf(jobName)];
        var volume = context.VolumeOf(claim);
        var runs = job is null ? null : CronSchedule.Read(job.Spec.Cron);
        var protection = new Protection(claim.Key, jobName, default)
        {
            Interval = runs?.Interval,
            NextRun = runs?.Next(context.Now),
            ProtectedSince = job is not null && volume is not null && Carries(volume, claim, context) ? Latest(claim, job, volume) : null,
        };
        if (volume is not null) protection = WithBackups(protection, volume, context);
        return protection with { Standing = Standings.Of(new(claim, evaluation, job, volume, runs, protection), context) };
    }

    /// <summary>Whether the volume carries a job of the PVC's: the one it asks for, or for a moment the one of its former name.</summary>
    public static bool Carries(LonghornVolume volume, Claim claim, PlanningContext context)
    {
        foreach (var job in context.JobsOf(claim.Key))
            if (volume.JobLabels[LonghornLabels.ForJob(job.Key.Name)] == LonghornLabels.Enabled) return true;
        return false;
    }

    private static Protection WithBackups(Protection protection, LonghornVolume volume, PlanningContext context)
    {
        var (backups, failures) = (context.Backups.Of(volume.Key.Name), context.Ledger.FailuresOf(volume.Key.Name));
        return protection with
        {
            // Of a volume that stands by, Longhorn tells the last backup of the one it is a copy of.
            LastSuccess = VolumeBackups.Later(backups.LastSuccess, volume.Restoring ? null : volume.LastBackupAt),
            LastFailure = failures.Last,
            Failures = failures.Count,
            ProgressMoved = context.Ledger.ProgressMovedOn(volume.Key.Name),
        };
    }

    private static DateTimeOffset Latest(Claim claim, RecurringJob job, LonghornVolume volume)
    {
        var latest = claim.Created > job.Created ? claim.Created : job.Created;
        return volume.Created > latest ? volume.Created : latest;
    }
}
