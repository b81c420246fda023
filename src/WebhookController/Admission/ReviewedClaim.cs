using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

/// The PVC of a CREATE or UPDATE: as it is, and as it would be.
internal readonly record struct ReviewedClaim(Claim? Before, Claim After)
{
    public static ReviewedClaim In(AdmissionRequest request, LabelKeys keys) => new(
        request is { Operation: Operation.Update, Before: { } before } ? request.ToClaim(before, keys) : null,
        request.ToClaim(request.After!, keys));

    public bool IsBeyondBudget => LabelBudget.IsExceededBy(After.Labels);

    public bool WasBeyondBudget => LabelBudget.IsExceededBy(Before?.Labels);

    public ClaimChange ChangeIn(ClusterState state, TimeProvider clock) =>
        new(Before, After, state, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
}
