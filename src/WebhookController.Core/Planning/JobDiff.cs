using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Compares a job with what it should be, in the fields we set and no others.</summary>
internal static class JobDiff
{
    /// <summary>The patch that brings <paramref name="observed"/> to <paramref name="desired"/>, or null where nothing differs.</summary>
    /// <param name="observed">The job as it is.</param>
    /// <param name="desired">The job as it should be.</param>
    /// <param name="keys">The label keys in force.</param>
    public static PatchJob? Between(RecurringJob observed, DesiredJob desired, LabelKeys keys)
    {
        var labels = LabelChanges.Between(observed.Labels, desired.Labels, key => DesiredJob.Owns(key, keys));
        var annotations = LabelChanges.Between(
            observed.Annotations, desired.Annotations, key => key == keys.SourcePvc || key == keys.OptedInBy || ArchiveAnnotations.Owns(key, desired.Annotations, keys));
        var spec = desired.Spec with { RetentionPolicy = observed.Spec.RetentionPolicy is null ? null : JobSpec.CountBased };
        var differences = SpecDifferences(observed.Spec, spec).ToList();
        var specChanged = differences.Count > 0;
        if (labels.Count > 0) differences.Insert(0, LabelChanges.Describe(labels));
        if (annotations.Any(annotation => !CanWait(annotation, observed, keys)))
            differences.Add(DescribeAnnotations(annotations, keys));

        return differences.Count == 0 ? null : new PatchJob(observed, labels, annotations, specChanged ? spec : null, differences);
    }

    // What version 1 didn't write is added with the next write that is made anyway: an upgrade writes nothing.
    private static bool CanWait(KeyValuePair<string, string?> annotation, RecurringJob observed, LabelKeys keys) =>
        annotation.Key == keys.SourceUid && observed.Annotations[keys.SourceUid] is null;

    /// <summary>A patch of the job of a PVC that is on its way out, as Longhorn takes it: above a ceiling that was lowered it would refuse each, and the archive
    /// comes first.</summary>
    public static PatchJob WithinCeiling(PatchJob patch, Limits limits) => !limits.Refuse(patch.Observed.Spec.Retain) ? patch : patch with
    {
        Retain = limits.MaxRetain,
        Differences = [.. patch.Differences, $"retain {patch.Observed.Spec.Retain} → {limits.MaxRetain}"],
    };

    /// <summary>Annotations that change, in words. When an attempt begins goes unsaid: a change that is tried again must say the same again.</summary>
    public static string DescribeAnnotations(IEnumerable<KeyValuePair<string, string?>> annotations, LabelKeys keys) =>
        $"annotations {LabelChanges.Describe(annotations.Where(annotation => annotation.Key != keys.ArchiveStartedAt))}";

    public static string Describe(this JobSpec spec) =>
        $"cron {spec.Cron}, retain {spec.Retain}, concurrency {spec.Concurrency}, full-backup-interval {spec.FullBackupInterval ?? "unset"}";

    private static IEnumerable<string> SpecDifferences(JobSpec observed, JobSpec wanted)
    {
        if (observed.Task != wanted.Task) yield return $"task {observed.Task} → {wanted.Task}";
        if (observed.Cron != wanted.Cron) yield return $"cron {observed.Cron} → {wanted.Cron}";
        if (observed.Retain != wanted.Retain) yield return $"retain {observed.Retain} → {wanted.Retain}";
        if (observed.Concurrency != wanted.Concurrency) yield return $"concurrency {observed.Concurrency} → {wanted.Concurrency}";
        if (observed.FullBackupInterval != wanted.FullBackupInterval)
            yield return $"full-backup-interval {observed.FullBackupInterval ?? "unset"} → {wanted.FullBackupInterval}";
        if (observed.InGroups && !wanted.InGroups) yield return "groups → none";
        if (observed.RetentionPolicy != wanted.RetentionPolicy) yield return $"retentionPolicy {observed.RetentionPolicy} → {wanted.RetentionPolicy}";
        var backupLabels = LabelChanges.Between(observed.BackupLabels, wanted.BackupLabels, _ => false);
        if (backupLabels.Count > 0) yield return $"backups labelled {LabelChanges.Describe(backupLabels)}";
    }
}

/// <summary>Differences between labels as they are and as they should be.</summary>
internal static class LabelChanges
{
    /// <summary>What to set and (null) to take off so that <paramref name="desired"/> holds; of the labels at hand only
    /// <paramref name="owned"/> ones are taken off.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Between(LabelSet observed, LabelSet desired, Func<string, bool> owned)
    {
        if (observed.Equals(desired)) return [];
        var changes = new List<KeyValuePair<string, string?>>();
        foreach (var (key, value) in desired)
            if (observed[key] != value) changes.Add(new(key, value));
        foreach (var (key, _) in observed)
            if (desired[key] is null && owned(key)) changes.Add(new(key, null));
        return changes;
    }

    /// <summary>Kubectl's way of writing it: <c>a=b</c> to set, <c>a-</c> to take off.</summary>
    public static string Describe(IEnumerable<KeyValuePair<string, string?>> changes) =>
        string.Join(" ", changes.Select(change => change.Value is null ? $"{change.Key}-" : $"{change.Key}={change.Value}"));
}
