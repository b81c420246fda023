using System.Collections.Immutable;
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

    /// <summary>When a volume was seen to get a job that it hadn't before; nothing of what was so when it was first read.</summary>
    public ImmutableDictionary<ObjectKey, DateTimeOffset> AttachedAt { get; private init; } = ImmutableDictionary<ObjectKey, DateTimeOffset>.Empty;

    /// <summary>The names of the jobs that such labels name, switched on or not.</summary>
    public static IEnumerable<string> JobsIn(LabelSet? jobLabels)
    {
        if (jobLabels is null) yield break;
        foreach (var (key, _) in jobLabels)
            if (LonghornLabels.JobOf(key) is { } job) yield return job;
    }

    internal VolumeIndex After(ObjectSet<LonghornVolume> before, ObjectSet<LonghornVolume> after, IEnumerable<ObjectKey> changed, DateTimeOffset now)
    {
        var (byJob, attachedAt) = (ByJobLabel.Change(), AttachedAt.ToBuilder());
        foreach (var key in changed)
        {
            var (was, item) = (before[key], after[key]);
            if (was is not null && item is not null && was.JobLabels.Equals(item.JobLabels)) continue;
            foreach (var job in JobsIn(was?.JobLabels)) byJob.Remove(job, key);
            foreach (var job in JobsIn(item?.JobLabels)) byJob.Add(job, key);
            if (after.IsAbsent(key)) attachedAt.Remove(key);
            else if (was is not null && item is not null && GetsAJob(was.JobLabels, item.JobLabels)) attachedAt[key] = now;
        }
        return new() { ByJobLabel = byJob.Done(), AttachedAt = attachedAt.ToImmutable() };
    }

    private static bool GetsAJob(LabelSet was, LabelSet now)
    {
        foreach (var (key, value) in now)
            if (value == LonghornLabels.Enabled && was[key] != value && LonghornLabels.JobOf(key) is not null) return true;
        return false;
    }
}
