using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Reviews;

/// <summary>Rule 11: a PVC's own label may lower its retention, but not without a word: that is how backups get deleted.</summary>
internal static class RetentionWarning
{
    private const int LongestName = 48;

    public static string? LowersRetention(ClaimChange change)
    {
        if (change.Scope == Scope.NotLonghorn || !change.Intent.OptedIn || !change.Sets(LabelTable.Retain) || change.Intent.Overrides.Retain is not { } retain) return null;
        foreach (var job in change.State.JobsOf(change.Resolved.Source))
        {
            if (job.Key.Name != change.WantedAfter || job.Spec.Retain <= retain) continue;
            var cost = RetainLowering.BackupsAtStake(job.Key.Name, retain, change.State);
            return cost == 0 ? null : $"{Bounded(change.After.Key.ToString())}: retain={retain} lets Longhorn delete {cost} backups at the job's next run";
        }
        return null;
    }

    private static string Bounded(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
