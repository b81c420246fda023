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
        var desired = Desired(key, claim, archive, context);
        if ((jobs.FirstOrDefault(own => own.Key == key) ?? longhorn.Jobs[key]) is not { } job)
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
            yield return patch;
        }

        var attachment = Attachment.Of(claim, key.Name, context);
        if (attachment.Change is { } change) yield return change;
        if (archive is not null && ArchiveSteps.Next(claim, archive, context) is { } step) yield return step;
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

    private static DesiredJob Desired(ObjectKey key, ResolvedClaim claim, ArchiveProgress? archive, PlanningContext context)
    {
        var settings = context.Defaults.Settings.OverriddenBy(claim.Intent.Overrides).Within(context.State.Longhorn.Limits);
        var desired = DesiredJob.For(key, claim.Claim, claim.Intent, settings, context.Keys, archive);
        if (context.Defaults.IsLastKnownGood) return desired;

        // The defaults that the PVC's job was made with aren't known: its schedule stays as it is, through a rename, too.
        var model = context.State.Longhorn.Jobs[key] ?? (context.State.JobsOf(claim) is [var former, ..] ? former : null);
        return model is null ? desired : desired.OnTheScheduleOf(model);
    }
}
