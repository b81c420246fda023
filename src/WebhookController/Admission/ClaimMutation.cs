using WebhookController.Cache;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

// Notes which archive is asked for, and writes nothing else.
internal sealed class ClaimMutation(ClusterCache cache, NameReservations reservations, TimeProvider clock)
{
    public Verdict Review(AdmissionRequest request)
    {
        if (request.Operation == Operation.Delete) return Verdict.Untouched;
        var state = cache.State;
        var claim = ReviewedClaim.In(request, state);
        // Validating admission denies it.
        if (claim.Labels.IsExceeded) return Verdict.Untouched;

        var change = claim.ChangeIn(state, clock);
        var normalized = Normalization.Of(change, clock.GetUtcNow());
        if (normalized.Review.Denials.Count > 0) return Verdict.Of(AsInValidation(normalized.Review, change));
        return normalized.ArchiveRequestedAt is { } text
            ? Verdict.PatchedWith(JsonPatch.SetAnnotation(request.After!.Metadata!.Annotations is not null, state.Keys.ArchiveRequestedAt, text), [state.Keys.ArchiveRequestedAt])
            : Verdict.Allowed;
    }

    // It is refused here, and so reserves no name.
    private Review AsInValidation(Review review, ClaimChange change) =>
        NameReservationCheck.Apply(UnsyncedCacheFilter.Apply(review, change), change, reservations, dryRun: true) with { Warnings = [] };
}
