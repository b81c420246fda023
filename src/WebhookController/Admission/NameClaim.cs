using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

/// Makes an admitted name the PVC's own until the cache shows it.
internal static class NameClaim
{
    public static Review Settle(Review review, ClaimChange change, NameReservations reservations, bool dryRun)
    {
        if (change.After.Deleting || change.Scope == Scope.NotLonghorn || change.WantedAfter == change.WantedBefore) return review;

        var counts = review.Denials.Count == 0 && !dryRun;
        if (change.WantedAfter is not { } job)
        {
            if (counts) reservations.GiveBack(change.After.Key);
            return review;
        }

        var holder = counts ? reservations.Take(job, change.After.Key) : reservations.OtherHolderOf(job, change.After.Key);
        return holder is { } other && !review.Denials.Any(denial => denial.Condition == Condition.NameConflict)
            ? review with { Denials = [.. review.Denials, Conflict(change, other)] }
            : review;
    }

    private static Violation Conflict(ClaimChange change, ObjectKey other) =>
        new(Condition.NameConflict, change.Keys.Name, change.Intent.Name,
            $"{other} has just asked for job {change.WantedAfter}, choose another name");
}
