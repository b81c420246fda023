using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>What a job's annotations say of the archive: the memory that outlives the controller.</summary>
/// <param name="Id">The attempt under way or complete; null where there is none.</param>
/// <param name="Backup">The backup that is the archive; null until one is complete. A recreated PVC's job keeps its predecessor's until then.</param>
/// <param name="CompletedAt">When it was complete, as Longhorn wrote it.</param>
public sealed record ArchiveAnnotations(ArchiveId? Id, string? Backup, string? CompletedAt)
{
    private const int ErrorKept = 200;

    /// <summary>The text of the request that the archive is made for (<see cref="ArchiveRequest"/>); null where it had none.</summary>
    public string? Request { get; init; }

    /// <summary>When the attempt was started; null where nobody noted it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Why the attempt before failed; null where there was none or it didn't.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the attempt was seen complete.</summary>
    public bool Complete => Id is { } id && Backup == id.ObjectName;

    /// <summary>The annotations on <paramref name="job"/>.</summary>
    public static ArchiveAnnotations Read(RecurringJob? job, LabelKeys keys)
    {
        var annotations = job?.Annotations ?? LabelSet.Empty;
        return new(ArchiveId.Read(annotations[keys.ArchiveId]), annotations[keys.ArchiveBackup], annotations[keys.ArchiveCompletedAt])
        {
            Request = annotations[keys.ArchiveRequest],
            StartedAt = LonghornTime.Read(annotations[keys.ArchiveStartedAt]),
            Error = annotations[keys.ArchiveError],
        };
    }

    /// <summary>The annotations that record <paramref name="progress"/>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> For(ArchiveProgress progress, LabelKeys keys)
    {
        yield return new(keys.ArchiveId, progress.Id.ToString());
        if (progress.Request is { } request) yield return new(keys.ArchiveRequest, request);
        if (progress.StartedAt is { } started) yield return new(keys.ArchiveStartedAt, LonghornTime.Write(started));
        if (progress.Phase is ArchivePhase.Ready or ArchivePhase.Lost)
        {
            yield return new(keys.ArchiveBackup, progress.Id.ObjectName);
            yield return new(keys.ArchiveCompletedAt, progress.CompletedAt ?? "");
        }
        else if (progress.PreviousError is { } error)
        {
            yield return new(keys.ArchiveError, LonghornText.Beginning(error, ErrorKept));
        }
    }

    /// <summary>Whether an annotation is one of these annotations, to be taken off where <paramref name="wanted"/> has none. What points to an earlier
    /// archive stays until there is another.</summary>
    public static bool Owns(string key, LabelSet wanted, LabelKeys keys) =>
        key == keys.ArchiveId || key == keys.ArchiveRequest || key == keys.ArchiveStartedAt || key == keys.ArchiveError
        || ((key == keys.ArchiveBackup || key == keys.ArchiveCompletedAt) && wanted[keys.ArchiveId] is null);
}
