using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Tests.Observability;

// What a pass finds out of PVCs of which only statuses matter.
internal static class Deltas
{
    public static PlanDelta Of(params ClaimPlan[] plans) => new([.. plans.Select(plan => new PlanChange(null, plan))], Full: true);

    public static PlanDelta Of(params ProtectionStatus[] statuses) =>
        Of([.. statuses.Select(status => new ClaimPlan(status.Claim) { Protections = [status], Statuses = [new(status.Claim, null, [])] })]);
}
