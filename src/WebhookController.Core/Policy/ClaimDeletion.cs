using WebhookController.Core.Archive;
using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Parsing;

namespace WebhookController.Core.Policy;

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
    /// <summary>Refuses what would lose an archive, and says what else goes with the PVC.</summary>
    public Review Review()
    {
        if (Claim.Deleting || ClaimScope.Of(Claim, State) == Scope.Elsewhere) return Policy.Review.Allowed;
        var intent = LabelParser.Parse(Claim.Labels, State.Keys, State.Limits).Intent;
        return intent.Archive is true ? OfArchived(intent) : new Review([], DeletionWarnings.For(this, JobThatGoes(intent)));
    }

    private Review OfArchived(BackupIntent intent)
    {
        var progress = ArchiveProgress.Of(Claim.Uid, WantedJob(intent), State, Now);
        if (progress.Phase == ArchivePhase.Ready || Guard == ArchiveDeleteGuard.Off) return Policy.Review.Allowed;
        var allowed = Guard == ArchiveDeleteGuard.Warn || WithItsNamespace || Claim.MayBeDeleted;
        return allowed ? new Review([], [DeletionWarnings.NotReady(progress)]) : new Review([Refusal(progress)], []);
    }

    private Violation Refusal(ArchiveProgress progress) => new(Condition.ArchiveNotReady, State.Keys.Archive, "true", "wait for it")
    {
        Sentence = $"the archive of this PVC is not ready, {DeletionWarnings.Standing(progress)}: wait for it, "
            + $"or annotate the PVC with {State.Keys.AllowDelete}=true to delete it all the same",
    };

    private RecurringJob? WantedJob(BackupIntent intent) =>
        JobName.WantedBy(Claim, intent) is { } name ? State.Longhorn.Jobs[State.Longhorn.KeyOf(name)] : null;

    private RecurringJob? JobThatGoes(BackupIntent intent) =>
        WantedJob(intent) is { } job
        && OwnJob.Is(job, State.Keys)
        && !OwnJob.IsArchive(job, State.Keys)
        && OwnJob.SourceOf(job, State.Keys) == SourceLabels.KeyOf(Claim.Key) ? job : null;
}
