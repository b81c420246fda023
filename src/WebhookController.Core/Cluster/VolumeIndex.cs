using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>The ways to find Longhorn Volumes, kept up to date with each event.</summary>
public sealed record VolumeIndex
{
    /// <summary>No volume at all.</summary>
    public static VolumeIndex Empty { get; } = new();

    /// <summary>Volumes by the jobs that their labels name, ours and others', switched on or not.</summary>
    public KeyIndex<string> ByJobLabel { get; private init; } = KeyIndex<string>.Empty;

    /// <summary>The names of the jobs that such labels name, switched on or not.</summary>
    public static IEnumerable<string> JobsIn(LabelSet? jobLabels)
    {
        if (jobLabels is null) yield break;
        foreach (var (key, _) in jobLabels)
            if (LonghornLabels.JobOf(key) is { } job) yield return job;
    }

    internal VolumeIndex After(ObjectSet<LonghornVolume> before, ObjectSet<LonghornVolume> after, IEnumerable<ObjectKey> changed)
    {
        var byJob = ByJobLabel.Change();
        foreach (var key in changed)
        {
            var (was, now) = (before[key], after[key]);
            if (was is not null && now is not null && was.JobLabels.Equals(now.JobLabels)) continue;
            foreach (var job in JobsIn(was?.JobLabels)) byJob.Remove(job, key);
            foreach (var job in JobsIn(now?.JobLabels)) byJob.Add(job, key);
        }
        return new() { ByJobLabel = byJob.Done() };
    }
}
