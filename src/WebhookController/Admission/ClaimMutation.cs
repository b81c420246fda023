using WebhookController.Cache;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

// Corrects only what needs no decision of the user.
internal sealed class ClaimMutation(ClusterCache cache, TimeProvider clock)
{
    public Verdict Review(AdmissionRequest request)
    {
        if (request.Operation == Operation.Delete) return Verdict.Untouched;
        var state = cache.State;
        var claim = ReviewedClaim.In(request, state.Keys);
        // Validating admission denies it.
        if (claim.Labels.IsExceeded) return Verdict.Untouched;

        var (denial, labels) = Normalization.Of(claim.ChangeIn(state, clock));
        if (denial is not null) return Verdict.Denied(denial);
        return labels.Count == 0
            ? Verdict.Allowed
            : Verdict.PatchedWith(JsonPatch.SetLabels(request.After!.Metadata!.Labels, labels), [.. labels.Select(label => label.Key)]);
    }
}
