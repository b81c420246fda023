using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

// Reserves the job name of an admitted PVC until the cache shows the PVC, demanded or not: who comes second doesn't get it.
internal static class NameReservationCheck
{
    public static Review Apply(Review review, ClaimChange change, NameReservations reservations, bool dryRun)
    {
        if (change.After.Deleting || change.Scope == Scope.NotLonghorn || (change.WantedAfter == change.WantedBefore && !change.DemandsAnotherName)) return review;

        var takesEffect = review.Denials.Count == 0 && !dryRun;
        if (change.WantedAfter is not { } job)
        {
            if (takesEffect) reservations.Release(change.After.Key);
            return review;
        }

        var holder = takesEffect ? reservations.Reserve(job, change.After.Key) : reservations.FindOtherHolder(job, change.After.Key);
        // Without a label there is nothing to refuse: the job then has the derived name.
        return change.DemandedAfter is not null && holder is { } other && !review.Denials.Any(denial => denial.Condition == Condition.NameConflict)
            ? review with { Denials = [.. review.Denials, Conflict(change, other)] }
            : review;
    }

    private static Violation Conflict(ClaimChange change, ObjectKey other) =>
        new(Condition.NameConflict, change.Keys.Name, change.Intent.Name,
            $"{other} has just asked for job {change.DemandedAfter}, choose another name");
}
