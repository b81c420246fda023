using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Archive;

/// <summary>How far the archive of a PVC has come, told from what is in the cluster alone: the job's annotations, the Snapshot, the Backup.</summary>
/// <param name="Id">The attempt that counts.</param>
/// <param name="Phase">Where it stands.</param>
public sealed record ArchiveProgress(ArchiveId Id, ArchivePhase Phase)
{
    /// <summary>When the attempt was begun, by our clock; null where nobody noted it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How far the backup has come, in percent; 0 before it has begun.</summary>
    public int Percent { get; init; }

    /// <summary>What is wrong with this attempt; null where nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>Why the attempt before failed; null where there was none or it didn't.</summary>
    public string? PreviousError { get; init; }

    /// <summary>When the backup was complete, as Longhorn wrote it; null before.</summary>
    public string? CompletedAt { get; init; }

    /// <summary>Why the archive is as yet a failure; null where it is complete, or nothing has gone wrong so far.</summary>
    public string? LastError => Phase == ArchivePhase.Ready ? null : Error ?? PreviousError;

    /// <summary>Whether nothing more is done until a person takes the label off and puts it on again.</summary>
    public bool IsOver => Phase == ArchivePhase.Lost || (Phase == ArchivePhase.Failed && RetryDelay.IsLast(Id.Attempt));

    /// <summary>How the archive of a PVC stands, told from its jobs: a renamed PVC's goes on where it was, but one that is asked for anew is made anew.</summary>
    /// <param name="uid">The PVC's uid.</param>
    /// <param name="wanted">The name of the job that it asks for; null where it asks for none.</param>
    /// <param name="jobs">Our jobs that are, or were, for it.</param>
    /// <param name="state">The cluster.</param>
    /// <param name="now">The time.</param>
    public static ArchiveProgress Of(string uid, string? wanted, IReadOnlyCollection<RecurringJob> jobs, ClusterState state, DateTimeOffset now)
    {
        var keeper = ArchiveJob.Of(uid, jobs, state.Keys);
        return ArchiveJob.IsOfBefore(keeper, wanted, jobs, state.Keys)
            ? Start(ArchiveAnnotations.Read(keeper, state.Keys).Id!.Value.Next(), state, now)
            : Of(uid, keeper, state, now);
    }

    /// <summary>How the archive of the PVC with <paramref name="uid"/> stands, and which attempt is due.</summary>
    /// <param name="uid">The PVC's uid.</param>
    /// <param name="job">The job that is marked with it (<see cref="ArchiveJob"/>); null where there is none yet.</param>
    /// <param name="state">The cluster.</param>
    /// <param name="now">The time: a failed attempt is followed by another after a delay.</param>
    public static ArchiveProgress Of(string uid, RecurringJob? job, ClusterState state, DateTimeOffset now)
    {
        var marks = ArchiveAnnotations.Read(job, state.Keys);
        if (marks.Id is not { } id || !id.IsOf(uid)) return Start(ArchiveId.FirstOf(uid), state, now);

        var progress = Of(marks, state, now);
        if (progress.Phase != ArchivePhase.Failed) return progress;
        if (progress.IsOver) return progress with { Error = $"{progress.Error}; given up after {RetryDelay.Round} attempts" };
        return now < progress.Since + RetryDelay.After(id.Attempt)
            ? progress
            : Start(id.Next(), state, now) with { PreviousError = progress.Error };
    }

    /// <summary>How the attempt stands that a job is marked with; the PVC itself may be gone.</summary>
    public static ArchiveProgress Of(ArchiveAnnotations marks, ClusterState state, DateTimeOffset now)
    {
        var id = marks.Id ?? throw new ArgumentException("these marks name no attempt", nameof(marks));
        var progress = marks.Complete ? ArchiveObjects.Recall(id, marks, state.Longhorn) : ArchiveObjects.Look(id, marks.StartedAt, state.Longhorn, now);
        return progress with { StartedAt = marks.StartedAt, PreviousError = marks.Error };
    }

    // Nothing of an attempt says when it ended; when it began is close enough for delays of minutes to hours.
    internal DateTimeOffset Since { get; init; }

    // What an earlier archive of the same PVC left behind keeps its name.
    private static ArchiveProgress Start(ArchiveId id, ClusterState state, DateTimeOffset now)
    {
        while (ArchiveObjects.MayExist(id, state.Longhorn)) id = id.Next();
        return new ArchiveProgress(id, ArchivePhase.Starting) { StartedAt = now, Since = now };
    }
}
