using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Reviews;

/// <summary>Rule 11: a PVC's own label may lower its retention, but not without a word: that is how backups get deleted.</summary>
internal static class RetentionWarning
{
    public static IEnumerable<string> LowersRetention(ClaimChange change)
    {
        if (change.Scope == Scope.NotLonghorn || !change.Intent.OptedIn || !change.Sets(LabelTable.Retain) || change.Intent.Overrides.Retain is not { } retain) yield break;
        foreach (var job in change.JobsOfItsOwn)
        {
            if (job.Key.Name != change.WantedAfter || job.Spec.Retain <= retain) continue;
            var cost = RetainLowering.BackupsAtStake(job.Key.Name, retain, change.State);
            if (cost > 0) yield return $"{AnnouncementText.LowersRetention($"{retain}")} {cost} backups at the job's next run";
        }
    }
}
