using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>Schedules that aren't ours and back a volume up: jobs of the groups that it is in, and jobs of somebody else that it carries.</summary>
public static class OtherSchedules
{
    /// <summary>The names of their jobs, in order.</summary>
    public static IReadOnlyCollection<string> Of(LonghornVolume volume, ClusterState state)
    {
        if (volume.GroupLabels.Count == 0 && volume.JobLabels.Count == 0) return [];
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
