using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

/// Until the caches have synced the grammar of the labels is known, but not who else has a name: that is warned of, not denied.
internal static class UnreadyReview
{
    public static Review Of(Review review, ClaimChange change)
    {
        if (change.State.CanReview || change.WantedAfter is not { } job || change.WantedAfter == change.WantedBefore) return review;
        return new Review(
            [.. review.Denials.Where(denial => denial.Condition != Condition.NameConflict)],
            [.. review.Warnings, $"job {job} could not be checked for conflicts: the controller is still starting"]);
    }
}
