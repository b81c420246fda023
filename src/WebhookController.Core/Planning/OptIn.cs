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

        foreach (var former in jobs)
            if (former.Key != key && context.MayDelete(former, claim))
                yield return new DeleteJob(former, DeletionReason.Renamed, claim.Source);
    }

    private static DesiredJob Desired(ObjectKey key, ResolvedClaim claim, ArchiveProgress? archive, PlanningContext context)
    {
        var settings = context.Defaults.Settings.OverriddenBy(claim.Intent.Overrides).Within(context.State.Longhorn.Limits);
        var desired = DesiredJob.For(key, claim.Claim, claim.Intent, settings, context.Keys, archive);
        if (context.Defaults.IsLastKnownGood) return desired;

        // The defaults that the PVC's job was made with aren't known: its schedule stays as it is, through a rename, too.
        var model = context.State.Longhorn.Jobs[key] ?? (context.State.JobsOf(claim.Source) is [var former, ..] ? former : null);
        return model is null ? desired : desired.OnTheScheduleOf(model);
    }
}
