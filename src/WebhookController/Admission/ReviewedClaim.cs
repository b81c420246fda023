using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

// The PVC of a CREATE or UPDATE, before and after it.
internal readonly record struct ReviewedClaim(Claim? Before, Claim After, LabelLimit Labels)
{
    public static ReviewedClaim In(AdmissionRequest request, ClusterState state) => new(
        request is { Operation: Operation.Update, Before: { } before } ? request.ToClaim(before, state) : null,
        request.ToClaim(request.After!, state),
        LabelLimit.Of(request, state.Keys));

    public ClaimChange ChangeIn(ClusterState state, TimeProvider clock) =>
        new(Before, After, state, clock.GetUtcNow());
}
