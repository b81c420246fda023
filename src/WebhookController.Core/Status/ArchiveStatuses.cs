using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Status;

/// <summary>Says of every archive of a PVC whether the PVC can go, whether it failed, and whether its last day is over.</summary>
internal static class ArchiveStatuses
{
    private const string UntilAskedAnew = "isn't tried again until the label archive is taken off and put on again";

    public static IReadOnlyList<ArchiveStatus> Of(ObjectKey source, IReadOnlyList<RecurringJob> jobs, ClusterState state, DateTimeOffset now)
    {
        List<ArchiveStatus>? statuses = null;
        foreach (var job in jobs)
            if (JobOwnership.IsArchive(job, state.Keys)) (statuses ??= []).Add(Of(source, job, jobs, state, now));
        return statuses ?? (IReadOnlyList<ArchiveStatus>)[];
    }

    /// <summary>Whether the last day of an archive is over; it is wanted to its end, in UTC.</summary>
    public static bool IsExpired(RecurringJob job, ClusterState state, DateTimeOffset now) => LastDay(job, state) is { } lastDay && Today(now) > lastDay;

    /// <summary>When an archive expires; null where it has already, or never does.</summary>
    public static DateTimeOffset? ExpiresAt(RecurringJob job, ClusterState state, DateTimeOffset now) =>
        LastDay(job, state) is { } lastDay && Today(now) <= lastDay && lastDay < DateOnly.MaxValue
            ? new DateTimeOffset(lastDay.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
            : null;

    private static ArchiveStatus Of(ObjectKey source, RecurringJob job, IReadOnlyList<RecurringJob> jobs, ClusterState state, DateTimeOffset now)
    {
        var status = new ArchiveStatus(source, job.Key.Name) { Expired = IsExpired(job, state, now) };
        foreach (var claim in state.ClaimsOf(source))
            if (state.Owns(claim, job)) return OfPresent(status with { Claim = claim.Claim.Key }, job, state.JobsOf(claim), claim, state, now);
        if (state.MayHaveOwner(job)) return status;
        status = status with { Retained = true };
        return Loss(job, jobs, status.Expired, state, now) is { } loss ? status with { Failed = true, Detail = loss } : status;
    }

    private static ArchiveStatus OfPresent(
        ArchiveStatus status, RecurringJob job, IReadOnlyList<RecurringJob> jobs, ResolvedClaim claim, ClusterState state, DateTimeOffset now)
    {
        // A job of a former name only stays what it is: the archive is reported once.
        var wanted = NamedJob(claim, state);
        var request = claim.ArchiveRequestAt(now, state.Keys);
        IReadOnlyList<RecurringJob> inOrder = [.. jobs.OrderBy(candidate => candidate.Key.Name != wanted)];
        var keeper = ArchiveJob.Of(request, inOrder, state.Keys) ?? ArchiveJob.Of(request with { Text = null }, inOrder, state.Keys);
        if (keeper is not null && (keeper != job || ArchiveJob.IsOfBefore(keeper, wanted, jobs, state.Keys))) return status;
        var progress = ArchiveProgress.Of(request, wanted, inOrder, state.ArchiveObjects, now);
        return status with
        {
            Ready = progress.Phase == ArchivePhase.Ready,
            Failed = progress.LastError is not null,
            Detail = progress.LastError ?? (progress.Phase == ArchivePhase.BackingUp ? $"the backup is at {progress.Percent} %" : null),
            Outlook = Outlook(progress, claim, state),
            ChangesAt = progress.ChangesAt,
        };
    }

    // Also where the PVC doesn't ask for one any more.
    private static string NamedJob(ResolvedClaim claim, ClusterState state) => state.JobNameOf(claim) ?? claim.Names.Plain;

    private static string Outlook(ArchiveProgress progress, ResolvedClaim claim, ClusterState state)
    {
        if (progress.IsOver) return UntilAskedAnew;
        var evaluation = BackupPolicy.Evaluate(claim, state);
        var volume = state.VolumeOf(claim);
        return (claim.Claim.Deleting, evaluation.Valid, evaluation.Intent.WantsArchive, volume is not null) switch
        {
            (true, _, _, _) => "isn't tried again while the PVC is being deleted",
            (_, false, _, _) => "isn't tried again while the PVC's labels have a mistake",
            (_, _, false, _) => "isn't tried again while the PVC doesn't ask for it",
            (_, _, _, false) => "isn't tried again while the PVC's volume can't be found",
            _ => BackupBlockers.OfAnyBackup(volume!, state.Longhorn) is { } blocker ? $"isn't tried again while {blocker.InWords()}" : "is tried again",
        };
    }

    // What is missing of an archive whose PVC is gone. Of one that somebody else started, nobody here can say whether it was ever complete; and of
    // a PVC that was renamed, only the job that kept the archive last can.
    private static string? Loss(RecurringJob job, IReadOnlyList<RecurringJob> jobs, bool expired, ClusterState state, DateTimeOffset now)
    {
        var annotations = ArchiveAnnotations.Read(job, state.Keys);
        if (annotations.Id is not { } id || ArchiveJob.Of(ArchiveRequest.AnyOf(id), jobs, state.Keys) != job) return null;
        var progress = ArchiveProgress.Of(annotations, state.ArchiveObjects, now);
        return progress.Phase switch
        {
            // What can't be read may well be complete.
            ArchivePhase.Ready or ArchivePhase.Unknown => null,
            // After its last day it may be deleted, and its backup before it.
            ArchivePhase.Lost => expired ? null : progress.Error,
            _ => "the PVC went before the backup of its archive was complete",
        };
    }

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    private static DateOnly? LastDay(RecurringJob job, ClusterState state) =>
        job.Labels[state.Keys.ArchiveDeleteAfter] is { } text && LabelTable.ArchiveDeleteAfter.Grammar.TryRead(text, state.Limits, out var lastDay)
            ? lastDay
            : null;
}

/// <summary>How the archive of a PVC is; the PVC may be gone.</summary>
/// <param name="Claim">The PVC; where it is gone, as source labels tell it.</param>
/// <param name="Job">The job that keeps the archive.</param>
public sealed record ArchiveStatus(ObjectKey Claim, string Job)
{
    /// <summary>The backup is complete, and the PVC can go.</summary>
    public bool Ready { get; init; }

    /// <summary>The last attempt failed, or the PVC went before any was complete.</summary>
    public bool Failed { get; init; }

    /// <summary>The PVC is gone, and the job stays.</summary>
    public bool Retained { get; init; }

    /// <summary>Its last day is over: a person may delete it.</summary>
    public bool Expired { get; init; }

    /// <summary>What a person should know of it: the error where it failed, else how far it is; null where there is nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>When time alone changes what is said here; null where it doesn't.</summary>
    internal DateTimeOffset? ChangesAt { get; init; }

    /// <summary>How one that failed goes on, in words that follow "it"; null where the PVC is gone.</summary>
    public string? Outlook { get; init; }
}
