using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Archive;

/// <summary>What a job's annotations say of the archive: the memory that outlives the controller.</summary>
/// <param name="Id">The attempt under way or complete; null where there is none.</param>
/// <param name="Backup">The backup that is the archive; null until it is complete.</param>
/// <param name="CompletedAt">When it was complete, as Longhorn wrote it.</param>
public sealed record ArchiveMarks(ArchiveId? Id, string? Backup, string? CompletedAt)
{
    /// <summary>The marks on <paramref name="job"/>.</summary>
    public static ArchiveMarks Read(RecurringJob? job, LabelKeys keys) => new(
        ArchiveId.Read(job?.Annotations[keys.ArchiveId]), job?.Annotations[keys.ArchiveBackup], job?.Annotations[keys.ArchiveCompletedAt]);

    /// <summary>The annotations that say where <paramref name="progress"/> stands.</summary>
    public static IEnumerable<KeyValuePair<string, string>> For(ArchiveProgress progress, LabelKeys keys)
    {
        yield return new(keys.ArchiveId, progress.Id.ToString());
        if (progress.Phase != ArchivePhase.Ready) yield break;
        yield return new(keys.ArchiveBackup, progress.Id.ObjectName);
        yield return new(keys.ArchiveCompletedAt, progress.CompletedAt ?? "");
    }

    /// <summary>Whether an annotation is one of these marks.</summary>
    public static bool Owns(string key, LabelKeys keys) =>
        key == keys.ArchiveId || key == keys.ArchiveBackup || key == keys.ArchiveCompletedAt;
}
