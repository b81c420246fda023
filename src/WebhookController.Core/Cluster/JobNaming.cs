using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>What the job of a PVC is called. A name that a label demands is the PVC's, or a conflict. One that follows from the PVC's own name never
/// conflicts: where it is another's, the job gets a name that no other PVC comes to. A PVC that has a job keeps its name, so that nothing moves when a
/// neighbour comes or goes.</summary>
public static class JobNaming
{
    /// <summary>The name of the job that the PVC has or gets; null where it asks for none.</summary>
    public static string? JobNameOf(this ClusterState state, ResolvedClaim claim)
    {
        if (claim.AskedName is not { } plain || claim.Scope == Scope.NotLonghorn) return null;
        var job = state.JobNamed(plain);
        if (claim.Names.IsWritten) return job is not null && IsRecordOfPredecessor(state, claim, job) ? OtherNameOf(state, claim) : plain;
        if (job is not null && (state.Owns(claim, job) || JobOwnership.IsRecreatedFor(claim.Claim.Key, job, state.Keys))) return plain;
        if (OtherNameInUse(state, claim) is { } other) return other;
        // A job that can't be read may be its own.
        if (job is null && !state.Longhorn.Jobs.IsAbsent(state.Longhorn.KeyOf(plain))) return plain;
        return (job is null || state.IsFree(job)) && !IsAskedForByAnother(state, claim, plain) ? plain : OtherNameOf(state, claim);
    }

    /// <summary>Whether a PVC may take a job over: it is managed, is no archive, and its own PVC is gone or isn't named by it any more.</summary>
    public static bool IsFree(this ClusterState state, RecurringJob job) =>
        JobOwnership.IsManaged(job, state.Keys) && !JobOwnership.IsArchive(job, state.Keys) && !state.MayHaveOwner(job);

    /// <summary>Whether some PVC asks for the job of this name and gets it.</summary>
    public static bool IsWanted(this ClusterState state, string job)
    {
        if (state.ClaimIndex.ByWrittenName.Contains(job)) return true;
        foreach (var key in state.ClaimIndex.ByOwnName.Of(job))
            if (state.ClaimIndex[key] is { } claim && state.JobNameOf(claim) == job) return true;
        return false;
    }

    /// <summary>Whether the job keeps the archive of a PVC that had the name of <paramref name="claim"/> before it.</summary>
    public static bool IsRecordOfPredecessor(this ClusterState state, ResolvedClaim claim, RecurringJob job) =>
        JobOwnership.IsArchive(job, state.Keys) && JobOwnership.SourceOf(job, state.Keys) == claim.Source && !state.Owns(claim, job) && state.IsRecord(job);

    /// <summary>The job of this name, or null where there is none that can be read.</summary>
    public static RecurringJob? JobNamed(this ClusterState state, string name) => state.Longhorn.Jobs[state.Longhorn.KeyOf(name)];

    // A PVC that was put back more than once has several predecessors, each with an archive.
    private static string OtherNameOf(ClusterState state, ResolvedClaim claim)
    {
        var names = claim.Names;
        return OtherNameInUse(state, claim)
            ?? (state.JobNamed(names.Derived) is { } job && state.IsRecordOfPredecessor(claim, job) ? names.OfUid : names.Derived);
    }

    // A job that can't be read may be its own.
    private static string? OtherNameInUse(ClusterState state, ResolvedClaim claim) =>
        HasJobOfName(state, claim, claim.Names.Derived) ? claim.Names.Derived : HasJobOfName(state, claim, claim.Names.OfUid) ? claim.Names.OfUid : null;

    private static bool HasJobOfName(ClusterState state, ResolvedClaim claim, string name) => state.JobNamed(name) is { } job
        ? state.Owns(claim, job) || JobOwnership.IsRecreatedFor(claim.Claim.Key, job, state.Keys)
        : state.Longhorn.Jobs.Unknown.Contains(state.Longhorn.KeyOf(name));

    // A demand comes first. Of several PVCs that come to one name the first gets it, unless it has a job already.
    private static bool IsAskedForByAnother(ClusterState state, ResolvedClaim claim, string name)
    {
        if (state.ClaimIndex.ByWrittenName.Of(name).FirstOtherThan(claim.Claim.Key) is not null) return true;
        foreach (var key in state.ClaimIndex.ByOwnName.Of(name))
            if (key < claim.Claim.Key && state.ClaimIndex[key] is { Claim.Deleting: false } rival && OtherNameInUse(state, rival) is null) return true;
        return false;
    }
}
