using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Rules 1, 5 and 8: a PVC that asks for backups has one job that matches, its volume carries that job and no other of ours, and
/// only then does a job of its former name go.</summary>
internal static class OptIn
{
    public static IEnumerable<Change> Changes(ResolvedClaim claim, IReadOnlyList<RecurringJob> jobs, PlanningContext context)
    {
        var longhorn = context.State.Longhorn;
        var key = longhorn.KeyOf(claim.WantedJob!);
        var archive = ArchiveSteps.ProgressFor(claim, context);
        var job = JobOf(claim, jobs, context);
        var desired = Desired(claim, job, archive, context);
        var archiveMayStart = true;
        if (job is null)
        {
            if (!longhorn.Jobs.IsAbsent(key)) yield break;
            yield return new CreateJob(desired, claim.Claim.Key);
        }
        else if (job.Deleting)
        {
            yield break;
        }
        else if (JobDiff.Between(job, desired, context.Keys) is { } patch)
        {
            if (!IsRefused(patch, context))
                yield return patch with { LowersByDefault = SettingsInForce.IsLoweredByLayer(claim, job.Spec.Retain, desired.Spec.Retain) };
            // The archive's labels come first.
            else archiveMayStart = patch is { Labels.Count: 0, Annotations.Count: 0 };
        }

        var attachment = Attachment.Of(claim, key.Name, context);
        if (attachment.Change is { } change) yield return change;
        if (archive is not null && archiveMayStart && ArchiveSteps.Next(claim, archive, context) is { } step) yield return step;
        if (!attachment.Certain) yield break;

        foreach (var former in jobs)
            if (former.Key != key && context.MayDelete(former))
                yield return new DeleteJob(former, DeletionReason.Renamed, claim.Source);
    }

    /// <summary>The job that the PVC asks for; null where it isn't there, or can't be read.</summary>
    public static RecurringJob? JobOf(ResolvedClaim claim, IReadOnlyList<RecurringJob> jobs, PlanningContext context)
    {
        var key = context.State.Longhorn.KeyOf(claim.WantedJob!);
        return jobs.FirstOrDefault(own => own.Key == key) ?? context.State.Longhorn.Jobs[key];
    }

    /// <summary>The change that its job waits for: as long as the job keeps more backups than Longhorn's ceiling allows, Longhorn refuses each. Null
    /// where there is none.</summary>
    public static PatchJob? BlockedChange(ResolvedClaim claim, RecurringJob? job, PlanningContext context)
    {
        if (job is not { Deleting: false } || !context.State.Limits.Refuse(job.Spec.Retain)) return null;
        var desired = Desired(claim, job, ArchiveSteps.ProgressFor(claim, context), context);
        return JobDiff.Between(job, desired, context.Keys) is { } patch && IsRefused(patch, context) ? patch : null;
    }

    private static bool IsRefused(PatchJob patch, PlanningContext context) => context.State.Limits.Refuse((patch.Spec ?? patch.Observed.Spec).Retain);

    private static DesiredJob Desired(ResolvedClaim claim, RecurringJob? job, ArchiveProgress? archive, PlanningContext context) => DesiredJob.For(
        context.State.Longhorn.KeyOf(claim.WantedJob!), claim.Claim, claim.Intent, SettingsInForce.For(claim, job, context), context.Keys, archive);
}
