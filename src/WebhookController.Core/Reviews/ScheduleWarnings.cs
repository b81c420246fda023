using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>Other schedules than ours that back the volume of a PVC up: jobs of groups that it is in, and jobs of somebody else that it carries.</summary>
internal static class ScheduleWarnings
{
    /// <summary>That it is backed up twice from now on.</summary>
    public static IEnumerable<string> IsOnTwoSchedules(ClaimChange change)
    {
        if (!change.Intent.OptedIn || change.WasIntent.OptedIn || VolumeOf(change) is not { } volume) yield break;
        foreach (var job in Others(volume, change.State)) yield return AnnouncementText.BacksItUpToo(job);
    }

    /// <summary>That it goes on being backed up, though it opts out.</summary>
    public static IEnumerable<string> GoesOnBeingBackedUp(ClaimChange change)
    {
        if (!change.Intent.OptedOut || change.WasIntent.OptedOut || VolumeOf(change) is not { } volume) yield break;
        var any = false;
        foreach (var job in Others(volume, change.State))
        {
            any = true;
            yield return AnnouncementText.GoesOnBackingItUp(job);
        }
        if (!any && ComesIntoDefaultGroup(volume, change) && change.State.Longhorn.JobIndex.FirstInDefaultGroup is { } then)
            yield return AnnouncementText.IsRunByDefault(then.Name);
    }

    // Longhorn puts every volume there that has no job and no group, but for linked clones (longhorn-manager, FixupRecurringJob).
    private static bool ComesIntoDefaultGroup(LonghornVolume volume, ClaimChange change) =>
        !volume.LinkedClone && volume.GroupLabels.Count == 0 && change.Prediction.TakesAllJobsOff(volume);

    private static LonghornVolume? VolumeOf(ClaimChange change) =>
        change.Scope == Scope.Longhorn && change.State.Longhorn.Synced ? change.State.VolumeOf(change.Resolved) : null;

    private static SortedSet<string> Others(LonghornVolume volume, ClusterState state)
    {
        var jobs = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (label, value) in volume.GroupLabels)
            if (value == LonghornLabels.Enabled && LonghornLabels.GroupOf(label) is { } group)
                foreach (var job in state.Longhorn.JobIndex.ByGroup.Of(group)) jobs.Add(job.Name);
        foreach (var (label, value) in volume.JobLabels)
            if (value == LonghornLabels.Enabled && LonghornLabels.JobOf(label) is { } name && state.JobNamed(name) is { MakesBackups: true } job
                && !JobOwnership.IsManaged(job, state.Keys)) jobs.Add(name);
        return jobs;
    }
}
