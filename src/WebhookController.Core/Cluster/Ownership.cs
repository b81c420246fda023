using WebhookController.Core.Archive;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>Which PVC a job of ours is of. The one place that says so: planning, admission and statuses all ask here.</summary>
public static class Ownership
{
    /// <summary>The PVC's own jobs: one, but for a moment during a rename.</summary>
    public static IReadOnlyList<RecurringJob> JobsOf(this ClusterState state, ResolvedClaim claim)
    {
        var jobs = state.JobsOf(claim.Source);
        foreach (var job in jobs)
            if (!state.Owns(claim, job)) return [.. jobs.Where(candidate => state.Owns(claim, candidate))];
        return jobs;
    }

    /// <summary>Whether a job is the PVC's own: it is managed, its source is that PVC, and the PVC is on Longhorn, or may be. A PVC that was made again
    /// under the same name takes its predecessor's job over, but not its archive: that is a record.</summary>
    public static bool Owns(this ClusterState state, ResolvedClaim claim, RecurringJob job) =>
        JobOwnership.IsManaged(job, state.Keys)
        && JobOwnership.SourceOf(job, state.Keys) == claim.Source
        && IsOfTheSameName(state, claim.Claim.Key, job)
        && claim.Scope != Scope.NotLonghorn
        && (!JobOwnership.IsArchive(job, state.Keys) || ArchiveJob.IsOf(claim.Claim.Uid, job, state.Keys) || SaysOfNobody(job, state.Keys));

    /// <summary>Whether there is, or may be, a PVC that the job is of. Unknown is never absent.</summary>
    public static bool MayHaveOwner(this ClusterState state, RecurringJob job)
    {
        if (JobOwnership.SourceOf(job, state.Keys) is not { } source) return false;
        foreach (var claim in state.ClaimsOf(source))
            if (state.Owns(claim, job)) return true;
        return state.HasUnknownClaim(source) || !state.Claims.Synced;
    }

    /// <summary>Whether the job keeps the archive of a PVC that is gone: nobody takes it over, and its labels and annotations stay as they are.</summary>
    public static bool IsRecord(this ClusterState state, RecurringJob job) =>
        JobOwnership.IsManaged(job, state.Keys) && JobOwnership.IsArchive(job, state.Keys) && !state.MayHaveOwner(job);

    // Where the annotation with the whole name is lost, the job is of the PVC that has the short name, if there is one.
    private static bool IsOfTheSameName(ClusterState state, ObjectKey claim, RecurringJob job) => JobOwnership.LongNameOf(job, state.Keys) is { } name
        ? name == claim.Name
        : !SourceLabels.IsShortened(claim) || state.Claims.IsAbsent(SourceLabels.KeyOf(claim));

    private static bool SaysOfNobody(RecurringJob job, LabelKeys keys) =>
        job.Annotations[keys.SourceUid] is null && ArchiveAnnotations.Read(job, keys).Id is null;
}
