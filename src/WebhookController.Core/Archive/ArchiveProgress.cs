using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>How far the archive of a PVC is, by what is in the cluster alone: the job's annotations, the Snapshot, the Backup.</summary>
/// <param name="Id">The attempt that counts.</param>
/// <param name="Phase">Its phase.</param>
public sealed record ArchiveProgress(ArchiveId Id, ArchivePhase Phase)
{
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

    /// <summary>Whether nothing more is done until a person takes the label off and puts it on again.</summary>
    public bool IsOver => Phase == ArchivePhase.Lost || (Phase == ArchivePhase.Failed && RetryDelay.IsLast(Id.Attempt));

    /// <summary>The progress of a PVC's archive, by its jobs: a renamed PVC's goes on where it was, but one that is asked for again is made again.</summary>
    /// <param name="first">The PVC's first attempt.</param>
    /// <param name="wanted">The name of the job that it asks for; null where it asks for none.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="objects">What archives are made of.</param>
    /// <param name="now">The time.</param>
    public static ArchiveProgress Of(ArchiveId first, string? wanted, IReadOnlyCollection<RecurringJob> jobs, ArchiveObjects objects, DateTimeOffset now)
    {
        var keeper = ArchiveJob.Of(first, jobs, objects.Keys);
        return ArchiveJob.IsOfBefore(keeper, wanted, jobs, objects.Keys)
            ? Start(ArchiveAnnotations.Read(keeper, objects.Keys).Id!.Value.Next(), objects, now)
            : Of(first, keeper, objects, now);
    }

    /// <summary>The progress of the archive whose first attempt is <paramref name="first"/>, and which attempt is due.</summary>
    /// <param name="first">The PVC's first attempt.</param>
    /// <param name="job">The job that is marked with it (<see cref="ArchiveJob"/>); null where there is none yet.</param>
    /// <param name="objects">What archives are made of.</param>
    /// <param name="now">The time: a failed attempt is followed by another after a delay.</param>
    public static ArchiveProgress Of(ArchiveId first, RecurringJob? job, ArchiveObjects objects, DateTimeOffset now)
    {
        var annotations = ArchiveAnnotations.Read(job, objects.Keys);
        if (annotations.Id is not { } id || id.Series != first.Series) return Start(first, objects, now);

        var progress = Of(annotations, objects, now);
        if (progress.Phase != ArchivePhase.Failed) return progress;
        if (progress.IsOver) return progress with { Error = $"{progress.Error}; given up after {RetryDelay.Round} attempts" };
        var retryAt = progress.Since + RetryDelay.After(id.Attempt);
        return now < retryAt
            ? progress with { ChangesAt = Earliest.Of(progress.ChangesAt, retryAt) }
            : Start(id.Next(), objects, now) with { PreviousError = progress.Error, ChangesAt = progress.ChangesAt };
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
            PreviousError = annotations.Error,
            ChangesAt = Earliest.Of(progress.ChangesAt, PlausibleTime.From(annotations.StartedAt, now)),
        };
    }

    internal ArchiveProgress LookedAtAgain(DateTimeOffset? at) => at is null ? this : this with { ChangesAt = Earliest.Of(ChangesAt, at) };

    // Nothing of an attempt says when it ended; when it began is close enough for delays of minutes to hours.
    internal DateTimeOffset Since { get; init; }

    // What an earlier archive of the same PVC left behind keeps its name.
    private static ArchiveProgress Start(ArchiveId id, ArchiveObjects objects, DateTimeOffset now)
    {
        while (objects.MayExist(id)) id = id.Next();
        return new ArchiveProgress(id, ArchivePhase.Starting) { StartedAt = now, Since = now };
    }
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

/// <summary>How long after a failed attempt the next one begins, and when it is enough.</summary>
public static class RetryDelay
{
    /// <summary>Attempts in a row, over three to four days. Each may leave a snapshot on the volume, which the controller never deletes and of
    /// which Longhorn allows 250 (Setting <c>snapshot-max-count</c>): without an end, the volume's own backups would stop some day.</summary>
    public const int Round = 20;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Five minutes after the first attempt of a round was started, twice as long after each further one, and never more than six hours.</summary>
    public static TimeSpan After(int attempt)
    {
        var delay = First * Math.Pow(2, Math.Min((attempt - 1) % Round, 10));
        return delay < Longest ? delay : Longest;
    }

    /// <summary>Whether no other attempt follows this one until a person puts the label on anew.</summary>
    public static bool IsLast(int attempt) => attempt % Round == 0;
}
