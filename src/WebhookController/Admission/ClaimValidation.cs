using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

internal sealed class ClaimValidation(ClusterCache cache, NameReservations reservations, AdmissionOptions options, TimeProvider clock)
{
    private const string NamespaceController = "system:serviceaccount:kube-system:namespace-controller";

    public Verdict Review(AdmissionRequest request)
    {
        var state = cache.State;
        if (request.Operation == Operation.Delete) return ReviewDeletion(request, state);

        var claim = ReviewedClaim.In(request, state);
        if (claim.Labels.IsExceeded) return claim.Labels.WasExceeded ? Verdict.Allowed : Verdict.Denied(claim.Labels.Violation(state.Keys, LabelTable.All));

        var change = claim.ChangeIn(state, clock);
        var review = UnsyncedCacheFilter.Apply(ClaimReview.Of(change), change);
        return Verdict.Of(NameReservationCheck.Apply(review, change, reservations, request.DryRun));
    }

    private Verdict ReviewDeletion(AdmissionRequest request, ClusterState state)
    {
        if (request.Before is not { } before) return Verdict.Untouched;
        var claim = request.ToClaim(before, state);
        var withItsNamespace = request.User == NamespaceController;
        var review = new ClaimDeletion(claim, state, clock.GetUtcNow(), options.ArchiveDeleteGuard, withItsNamespace).Review();
        if (review.Denials.Count == 0 && !request.DryRun) reservations.Release(claim.Key);
        return Verdict.Of(review);
    }
}

// Until the caches have synced, a name conflict is unknown: it becomes a warning instead of a denial.
internal static class UnsyncedCacheFilter
{
    public static Review Apply(Review review, ClaimChange change)
    {
        if (change.State.CanReview || change.DemandedAfter is not { } job || !change.DemandsAnotherName) return review;
        return new Review(
            [.. review.Denials.Where(denial => denial.Condition != Condition.NameConflict)],
            [.. review.Warnings, WarningText.Line(change.After.Key, $"job {job} is not checked for conflicts yet")]);
    }
}
