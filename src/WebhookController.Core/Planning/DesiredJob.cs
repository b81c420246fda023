using System.Globalization;
using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Planning;

/// <summary>A RecurringJob as a PVC asks for it: the fields we set, and no others.</summary>
/// <param name="Key">Longhorn's namespace and the job's name.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">Its annotations.</param>
/// <param name="Spec">What it does and when.</param>
public sealed record DesiredJob(ObjectKey Key, LabelSet Labels, LabelSet Annotations, JobSpec Spec)
{
    /// <summary>Longhorn's task that makes backups.</summary>
    public const string BackupTask = "backup";

    /// <summary>The job that <paramref name="claim"/> asks for.</summary>
    /// <param name="key">Longhorn's namespace and the job's name.</param>
    /// <param name="claim">The PVC.</param>
    /// <param name="settings">The settings in force for it.</param>
    /// <param name="keys">The label keys in force.</param>
    /// <param name="archive">The progress of its archive, where one is wanted.</param>
    public static DesiredJob For(
        ObjectKey key, ResolvedClaim claim, BackupSettings settings, LabelKeys keys, ArchiveProgress? archive = null)
    {
        var source = SourceLabels.Of(claim.Claim.Key, keys);
        return new DesiredJob(
            key,
            LabelSet.From([new(keys.Managed, "true"), .. source, .. ArchiveLabels(claim.Intent, keys)]),
            LabelSet.From(
            [
                new(keys.SourceUid, claim.Claim.Uid), .. SourceLabels.AnnotationsFor(claim.Claim.Key, keys), .. OptedInBy(claim, keys),
                .. archive is null ? [] : ArchiveAnnotations.For(archive, keys),
            ]),
            new JobSpec
            {
                Task = BackupTask,
                Cron = CronSchedule.Every(settings.Interval, settings.Start.For(key.Name, settings.Interval)),
                Retain = settings.Retain,
                Concurrency = settings.Concurrency,
                FullBackupInterval = settings.FullBackupInterval.ToString(CultureInfo.InvariantCulture),
                BackupLabels = source,
            });
    }

    /// <summary>Whether a label of a job is ours to take off; what else there may be under our prefix is left alone.</summary>
    public static bool Owns(string key, LabelKeys keys) =>
        key == keys.Managed || key == keys.SourceNamespace || key == keys.SourcePvc || key == keys.Archive || key == keys.ArchiveDeleteAfter;

    // So that a layer that falls silent is told from a PVC that lost its label.
    private static IEnumerable<KeyValuePair<string, string>> OptedInBy(ResolvedClaim claim, LabelKeys keys) =>
        claim.OptedInByLayer ? [new(keys.OptedInBy, "layer")] : [];

    /// <summary>The labels by which jobs, snapshots and backups say that they are an archive; none where no archive is wanted.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> ArchiveLabels(BackupIntent intent, LabelKeys keys)
    {
        if (intent.Archive is not true) yield break;
        yield return new(keys.Archive, "true");
        if (intent.ArchiveDeleteAfter is { } date)
            yield return new(keys.ArchiveDeleteAfter, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
