using WebhookController.Core.Claims;
using WebhookController.Core.Naming;
using WebhookController.Core.Parsing;

namespace WebhookController.Core.Planning;

/// <summary>Rules 1, 5 and 8: a PVC that asks for backups has one job that matches, its volume carries that job and no other of ours, and
/// only then does a job of its former name go.</summary>
internal static class ProtectClaim
{
    public static IEnumerable<Change> Changes(Claim claim, BackupIntent intent, PlanningContext context)
    {
        var longhorn = context.State.Longhorn;
        var key = longhorn.KeyOf(JobName.WantedBy(claim, intent)!);
        var settings = context.Defaults.Settings.OverriddenBy(intent.Overrides).Within(longhorn.Limits);
        var desired = DesiredJob.For(key, claim, intent, settings, context.Keys);
        if (longhorn.Jobs[key] is not { } job)
        {
            if (!longhorn.Jobs.IsAbsent(key)) yield break;
            yield return new CreateJob(desired, claim.Key);
        }
        else if (job.Deleting)
        {
            yield break;
        }
        else if (JobDiff.Between(job, desired, context.Keys, keepSchedule: !context.Defaults.Settled) is { } patch)
        {
            yield return patch;
        }

        var attachment = Attachment.Of(claim, key.Name, context);
        if (attachment.Change is { } change) yield return change;
        if (!attachment.Possible) yield break;

        foreach (var former in context.JobsOf(claim.Key))
            if (former.Key != key && !former.Deleting && !OwnJob.IsArchive(former, context.Keys))
                yield return new DeleteJob(former, DeletionReason.Renamed, SourceLabels.KeyOf(claim.Key));
    }
}
