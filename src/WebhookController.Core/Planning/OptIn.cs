using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Rules 1 and 5: a PVC that asks for backups has one job that matches, its volume carries that job and no other of ours, and
/// only then does a job of its former name go.</summary>
internal static class OptIn
{
    public static IEnumerable<Change> Changes(ResolvedClaim claim, string name, IReadOnlyList<RecurringJob> jobs, PlanningContext context)
    {
        var longhorn = context.State.Longhorn;
        var key = longhorn.KeyOf(name);
        var archive = ArchiveSteps.ProgressFor(claim, context);
        var job = context.State.JobNamed(name);
        var desired = Desired(claim, name, job, archive, context);
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

        foreach (var release in OthersThatCarry(claim, name, context)) yield return release;
        foreach (var former in jobs)
        {
            // The archive of a renamed PVC goes on where it was.
            if (former.Key == key || (archive is not null && JobOwnership.IsArchive(former, context.Keys)) || !context.MayDelete(former, claim)) continue;
            foreach (var release in LettingGo.Of(former.Key.Name, context)) yield return release;
            if (LettingGo.IsComplete(former.Key.Name, attachment.Change, context)) yield return new DeleteJob(former, DeletionReason.Renamed, claim.Source);
        }
    }

    // Volumes that the PVC was on before it was made again, and nobody is on now.
    private static IEnumerable<Change> OthersThatCarry(ResolvedClaim claim, string job, PlanningContext context) =>
        context.VolumeOf(claim) is not null && context.State.JobNamed(job) is { } own && context.State.Owns(claim, own) ? LettingGo.Of(job, context) : [];

    /// <summary>The change that its job waits for: as long as the job keeps more backups than Longhorn's ceiling allows, Longhorn refuses each. Null
    /// where there is none.</summary>
    public static PatchJob? BlockedChange(ResolvedClaim claim, RecurringJob job, PlanningContext context)
    {
        if (job.Deleting || !context.State.Limits.Refuse(job.Spec.Retain)) return null;
        var desired = Desired(claim, job.Key.Name, job, ArchiveSteps.ProgressFor(claim, context), context);
        return JobDiff.Between(job, desired, context.Keys) is { } patch && IsRefused(patch, context) ? patch : null;
    }

    private static bool IsRefused(PatchJob patch, PlanningContext context) => context.State.Limits.Refuse((patch.Spec ?? patch.Observed.Spec).Retain);

    private static DesiredJob Desired(ResolvedClaim claim, string name, RecurringJob? job, ArchiveProgress? archive, PlanningContext context) => DesiredJob.For(
        context.State.Longhorn.KeyOf(name), claim, SettingsInForce.For(claim, job, context), context.Keys, archive);
}
