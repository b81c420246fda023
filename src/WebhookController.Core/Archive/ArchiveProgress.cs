using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>How far the archive of a PVC is, by what is in the cluster alone: the job's annotations, the Snapshot, the Backup.</summary>
/// <param name="Id">The attempt that counts.</param>
/// <param name="Phase">Its phase.</param>
public sealed record ArchiveProgress(ArchiveId Id, ArchivePhase Phase)
{
    /// <summary>The text of the request that it is made for; null where that has none.</summary>
    public string? Request { get; init; }

    /// <summary>When the attempt was started, by our clock; null where nobody noted it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How far the backup has come, in percent; 0 before it has started.</summary>
    public int Percent { get; init; }

    /// <summary>What is wrong with this attempt; null where nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>Why the attempt before failed; null where there was none or it didn't.</summary>
    public string? PreviousError { get; init; }

    /// <summary>When the backup was complete, as Longhorn wrote it; null before.</summary>
    public string? CompletedAt { get; init; }

    /// <summary>When it has to be looked at again though nothing happens: a retry is due, or a step overdue; null where time alone changes nothing.</summary>
    public DateTimeOffset? ChangesAt { get; init; }

    /// <summary>Why the archive is as yet a failure; null where it is complete, or nothing has gone wrong so far.</summary>
    public string? LastError => Phase == ArchivePhase.Ready ? null : Error ?? PreviousError;

    /// <summary>Whether nothing more is done until a person asks again.</summary>
    public bool IsOver => Phase == ArchivePhase.Lost || (Phase == ArchivePhase.Failed && RetryDelay.IsLast(Id.Attempt));

    /// <summary>The progress of a PVC's archive, by its jobs: a renamed PVC's goes on where it was, but one that is asked for again is made again.</summary>
    /// <param name="request">What the PVC asks for.</param>
    /// <param name="wanted">The name of the job that it asks for; null where it asks for none.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="objects">What archives are made of.</param>
    /// <param name="now">The time.</param>
    public static ArchiveProgress Of(ArchiveRequest request, string? wanted, IReadOnlyCollection<RecurringJob> jobs, ArchiveObjects objects, DateTimeOffset now)
    {
        var keeper = ArchiveJob.Of(request, jobs, objects.Keys);
        if (keeper is not null && !ArchiveJob.IsOfBefore(keeper, wanted, jobs, objects.Keys)) return Of(request, keeper, objects, now);
        return ArchiveStart.Of(request, keeper, jobs, objects, now).LookedAtAgain(request.CountsFrom);
    }

    /// <summary>The progress of the archive that <paramref name="keeper"/> is marked with, and which attempt is due.</summary>
    /// <param name="request">What the PVC asks for.</param>
    /// <param name="keeper">The job that is marked with it (<see cref="ArchiveJob"/>).</param>
    /// <param name="objects">What archives are made of.</param>
    /// <param name="now">The time: a failed attempt is followed by another after a delay.</param>
    public static ArchiveProgress Of(ArchiveRequest request, RecurringJob keeper, ArchiveObjects objects, DateTimeOffset now) =>
        Retried(Of(ArchiveAnnotations.Read(keeper, objects.Keys), objects, now), request, objects, now).LookedAtAgain(request.CountsFrom);

    internal static ArchiveProgress Retried(ArchiveProgress progress, ArchiveRequest request, ArchiveObjects objects, DateTimeOffset now)
    {
        if (progress.Phase != ArchivePhase.Failed) return progress;
        if (progress.IsOver) return progress with { Error = $"{progress.Error}; given up after {RetryDelay.Round} attempts" };
        var retryAt = progress.Since + RetryDelay.After(progress.Id.Attempt);
        return now < retryAt
            ? progress with { ChangesAt = Earliest.Of(progress.ChangesAt, retryAt) }
            : ArchiveStart.At(progress.Id.Next(), request.Text ?? progress.Request, objects, now) with { PreviousError = progress.Error, ChangesAt = progress.ChangesAt };
    }

    /// <summary>The progress of the attempt that a job's annotations name; the PVC itself may be gone.</summary>
    public static ArchiveProgress Of(ArchiveAnnotations annotations, ArchiveObjects objects, DateTimeOffset now)
    {
        var id = annotations.Id ?? throw new ArgumentException("these annotations name no attempt", nameof(annotations));
        // Somebody may have written any time there.
        var startedAt = PlausibleTime.At(annotations.StartedAt, now);
        var progress = annotations.Complete ? objects.Recall(id, annotations) : objects.Look(id, startedAt, now);
        return progress with
        {
            StartedAt = startedAt,
            Request = annotations.Request,
            PreviousError = annotations.Error,
            ChangesAt = Earliest.Of(progress.ChangesAt, PlausibleTime.From(annotations.StartedAt, now)),
        };
    }

    internal ArchiveProgress LookedAtAgain(DateTimeOffset? at) => at is null ? this : this with { ChangesAt = Earliest.Of(ChangesAt, at) };

    // Nothing of an attempt says when it ended; when it began is close enough for delays of minutes to hours.
    internal DateTimeOffset Since { get; init; }
}

/// <summary>The phase of an archive: a closed set, in the order of its steps.</summary>
public enum ArchivePhase
{
    /// <summary>Nothing of this attempt is there yet: a snapshot is to be made.</summary>
    Starting,

    /// <summary>Longhorn is making the snapshot.</summary>
    Snapshotting,

    /// <summary>The snapshot is ready: a full backup of it is to be made.</summary>
    SnapshotReady,

    /// <summary>Longhorn is making the backup.</summary>
    BackingUp,

    /// <summary>The backup is in the target: the PVC can go.</summary>
    Ready,

    /// <summary>The snapshot or the backup failed; the next attempt waits for its time.</summary>
    Failed,

    /// <summary>The backup was complete, and Longhorn no longer has it: somebody deleted it, or its target is another one now. It isn't made
    /// again by itself: nobody knows what was meant.</summary>
    Lost,

    /// <summary>The snapshot or the backup exists but can't be read: nothing is done about it.</summary>
    Unknown,
}
