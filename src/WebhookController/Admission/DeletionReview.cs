using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Parsing;
using WebhookController.Core.Policy;

namespace WebhookController.Admission;

/// What is said to the deletion of a PVC. Nothing is refused: whoever deletes learns what goes with it.
internal static class DeletionReview
{
    public static Review Of(Claim claim, ClusterState state)
    {
        if (claim.Deleting || ClaimScope.Of(claim, state) == Scope.Elsewhere) return Review.Allowed;
        return JobThatGoes(claim, state) is { } job
            ? new Review([], [$"job {job} will be deleted with this PVC; the backups it made stay"])
            : Review.Allowed;
    }

    private static string? JobThatGoes(Claim claim, ClusterState state)
    {
        var intent = LabelParser.Parse(claim.Labels, state.Keys, state.Limits).Intent;
        if (JobName.WantedBy(claim, intent) is not { } name || state.Longhorn.Jobs[state.Longhorn.KeyOf(name)] is not { } job) return null;
        var goes = OwnJob.Is(job, state.Keys)
            && !OwnJob.IsArchive(job, state.Keys)
            && OwnJob.SourceOf(job, state.Keys) == SourceLabels.KeyOf(claim.Key);
        return goes ? name : null;
    }
}
