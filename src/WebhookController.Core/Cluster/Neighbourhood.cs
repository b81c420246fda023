using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>What is connected to a PVC, a job or a volume. A PVC is known to jobs and backups by its <i>source</i>, its key as source labels tell it;
/// <see cref="Ownership"/> says which of these jobs are its own.</summary>
public static class Neighbourhood
{
    /// <summary>Our jobs whose labels name this source, by name: one, but for a moment during a rename, and for archives of PVCs that are gone.</summary>
    public static IReadOnlyList<RecurringJob> JobsOf(this ClusterState state, ObjectKey source)
    {
        var keys = state.Longhorn.JobIndex.BySource.Of(source);
        if (keys.Count == 0) return [];
        var jobs = new RecurringJob[keys.Count];
        var i = 0;
        foreach (var key in keys) jobs[i++] = state.Longhorn.Jobs[key]!;
        return jobs;
    }

    /// <summary>The readable PVCs with this source: one, unless a name too long for a label comes to the same.</summary>
    public static IEnumerable<ResolvedClaim> ClaimsOf(this ClusterState state, ObjectKey source)
    {
        if (state.ClaimIndex[source] is { } claim) yield return claim;
        foreach (var key in state.ClaimIndex.LongNamesBySource.Of(source))
            if (state.ClaimIndex[key] is { } longNamed) yield return longNamed;
    }

    /// <summary>Whether there is, or may be, a PVC with this source that isn't on other storage. Unknown is never absent.</summary>
    public static bool MayHaveClaim(this ClusterState state, ObjectKey source)
    {
        if (!state.Claims.Synced || state.HasUnknownClaim(source)) return true;
        foreach (var claim in state.ClaimsOf(source))
            if (claim.Scope != Scope.NotLonghorn) return true;
        return false;
    }

    /// <summary>Whether a PVC with this source is there and can't be read.</summary>
    public static bool HasUnknownClaim(this ClusterState state, ObjectKey source)
    {
        if (state.Claims.Unknown.Contains(source)) return true;
        foreach (var key in state.ClaimIndex.LongNamesBySource.Of(source))
            if (state.Claims.Unknown.Contains(key)) return true;
        return false;
    }

    /// <summary>The Longhorn Volume of a PVC; null where it isn't bound or the volume can't be found.</summary>
    public static LonghornVolume? VolumeOf(this ClusterState state, ResolvedClaim claim) =>
        claim.Volume is { } volume ? state.Longhorn.Volumes[state.Longhorn.KeyOf(volume)] : null;

    /// <summary>The PVCs on a Longhorn Volume.</summary>
    public static IEnumerable<ResolvedClaim> ClaimsOn(this ClusterState state, string volume)
    {
        foreach (var key in state.ClaimIndex.ByVolume.Of(volume))
            if (state.ClaimIndex[key] is { } claim) yield return claim;
    }

    /// <summary>The PVCs on the volumes that carry a job.</summary>
    public static IEnumerable<ResolvedClaim> ClaimsThatCarry(this ClusterState state, string job)
    {
        var label = LonghornLabels.ForJob(job);
        foreach (var volume in state.Longhorn.VolumeIndex.ByJobLabel.Of(job))
        {
            if (state.Longhorn.Volumes[volume]?.JobLabels[label] != LonghornLabels.Enabled) continue;
            foreach (var claim in state.ClaimsOn(volume.Name)) yield return claim;
        }
    }
}
