using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Status;

/// <summary>A PVC that went without an archive, while something of its backups is still there.</summary>
/// <param name="Claim">The PVC, as source labels tell it.</param>
/// <param name="Job">The job that made its backups.</param>
public sealed record Orphan(ObjectKey Claim, string Job);

/// <summary>Finds what is left of PVCs that went without an archive: their job, or backups that it made.</summary>
internal static class Orphans
{
    /// <param name="source">The PVC, as source labels tell it.</param>
    /// <param name="jobs">Our jobs that were for it.</param>
    /// <param name="leaving">Those of them that are deleted since it is gone.</param>
    /// <param name="state">The cluster.</param>
    public static IReadOnlyList<Orphan> Of(ObjectKey source, IReadOnlyList<RecurringJob> jobs, IEnumerable<string> leaving, ClusterState state)
    {
        if (jobs.Any(job => JobOwnership.IsArchive(job, state.Keys))) return [];
        var gone = state.Longhorn.BackupIndex.JobsOf(source).Where(job => state.Longhorn.Jobs.IsAbsent(state.Longhorn.KeyOf(job)));
        return [.. leaving.Concat(gone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(job => new Orphan(source, job))];
    }
}
