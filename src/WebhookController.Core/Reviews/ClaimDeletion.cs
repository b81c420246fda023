using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Reviews;

/// <summary>What is done about a PVC that is deleted before its archive is ready.</summary>
public enum ArchiveDeleteGuard
{
    /// <summary>It is refused.</summary>
    Deny,

    /// <summary>It is allowed, with a warning.</summary>
    Warn,

    /// <summary>Nothing.</summary>
    Off,
}

/// <summary>A PVC that somebody wants to delete.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="State">The cluster around it.</param>
/// <param name="Now">The time.</param>
/// <param name="Guard">What holds before an archive is ready.</param>
/// <param name="WithItsNamespace">Whether the namespace controller deletes it: a refusal would only leave the namespace half deleted.</param>
public sealed record ClaimDeletion(Claim Claim, ClusterState State, DateTimeOffset Now, ArchiveDeleteGuard Guard, bool WithItsNamespace)
{
    private ResolvedClaim Resolved { get; } = ResolvedClaim.Of(Claim, State);

    /// <summary>Refuses what would lose an archive, and says what else goes with the PVC.</summary>
    public Review Review()
    {
        if (Claim.Deleting || Resolved.Scope == Scope.NotLonghorn) return Reviews.Review.Allowed;
        var evaluation = BackupPolicy.Evaluate(Resolved, State);
        return evaluation.Intent.WantsArchive ? OfArchived(evaluation) : new Review([], DeletionWarnings.For(this, OwnJobs()));
    }

    private Review OfArchived(Evaluation evaluation)
    {
        // Without a volume there is nothing to lose.
        if (Guard == ArchiveDeleteGuard.Off || Claim.VolumeName is null) return Reviews.Review.Allowed;
        var progress = Progress();
        if (progress.Phase == ArchivePhase.Ready) return new Review([], DeletionWarnings.OfReady(this, progress));
        var standing = DeletionWarnings.Standing(progress, evaluation);
        var advice = !evaluation.Valid ? "correct that" : progress.IsOver ? "take that label off and put it on again" : "wait for it";
        var allowed = Guard == ArchiveDeleteGuard.Warn || WithItsNamespace || MayBeDeleted;
        return allowed ? new Review([], [WarningText.Line(Claim.Key, $"its archive is not ready, {standing}")]) : new Review([Refusal(standing, advice)], []);
    }

    private bool MayBeDeleted => Claim.Annotations[State.Keys.AllowDelete] == "true";

    // A job that can't be read may be the one that keeps the archive.
    private ArchiveProgress Progress()
    {
        var (all, own, request) = (State.Longhorn.Jobs, OwnJobs(), ArchiveRequest.Of(Claim, State.Keys, Now));
        var known = all.Synced && (all.Unknown.IsEmpty || ArchiveJob.Of(request, own, State.Keys) is not null);
        return known
            ? ArchiveProgress.Of(request, State.JobNameOf(Resolved), own, State.ArchiveObjects, Now)
            : new ArchiveProgress(request.First, ArchivePhase.Unknown);
    }

    private Violation Refusal(string standing, string advice) => new(Condition.ArchiveNotReady, State.Keys.Archive, "true", advice)
    {
        Sentence = $"the archive of this PVC is not ready, {standing}: {advice}, "
            + $"or annotate the PVC with {State.Keys.AllowDelete}=true to delete it all the same",
    };

    // By what the jobs say, as the planner does: the PVC's own labels may be the ones that are wrong.
    private IReadOnlyList<RecurringJob> OwnJobs() => State.JobsOf(Resolved);
}
