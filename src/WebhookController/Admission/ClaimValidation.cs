using WebhookController.Core.Cluster;
using WebhookController.Core.Policy;
using WebhookController.Kubernetes.Cache;

namespace WebhookController.Admission;

/// Validating admission of a PVC.
internal sealed class ClaimValidation(ClusterCache cache, NameReservations reservations, AdmissionOptions options, TimeProvider clock)
{
    private const string NamespaceController = "system:serviceaccount:kube-system:namespace-controller";

    public Verdict Review(AdmissionRequest request)
    {
        var state = cache.State;
        if (request.Operation == Operation.Delete) return Deletion(request, state);

        var claim = ReviewedClaim.In(request, state.Keys);
        if (claim.IsBeyondBudget)
            return claim.WasBeyondBudget ? Verdict.Allowed : Verdict.Denied(LabelBudget.Violation(claim.After.Labels, state.Keys));

        var change = claim.ChangeIn(state, clock);
        var review = UnreadyReview.Of(ClaimReview.Of(change), change);
        return Verdict.Of(NameClaim.Settle(review, change, reservations, request.DryRun));
    }

    private Verdict Deletion(AdmissionRequest request, ClusterState state)
    {
        if (request.Before is not { } before) return Verdict.Untouched;
        var claim = request.ToClaim(before, state.Keys);
        var withItsNamespace = request.User == NamespaceController;
        var review = new ClaimDeletion(claim, state, clock.GetUtcNow(), options.ArchiveDeleteGuard, withItsNamespace).Review();
        if (review.Denials.Count == 0 && !request.DryRun) reservations.GiveBack(claim.Key);
        return Verdict.Of(review);
    }
}
