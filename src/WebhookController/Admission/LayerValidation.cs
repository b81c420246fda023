using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Core.Reviews;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Admission;

// Namespaces and StorageClasses: their labels are defaults for the PVCs below them.
internal sealed class LayerValidation(ClusterCache cache, TimeProvider clock)
{
    public Verdict Review(AdmissionRequest request)
    {
        var state = cache.State;
        var kind = request.Kind == ReviewedKind.Namespace ? LayerKind.Namespace : LayerKind.StorageClass;
        if (request.Operation == Operation.Delete)
            return request.Before is { } gone ? ReviewLabels(kind, request.Name, LabelsOf(gone, state.Keys), null) : Verdict.Untouched;
        if (request.After!.Metadata!.Deleting) return Verdict.Allowed;

        var limit = LabelLimit.Of(request, state.Keys);
        if (limit.IsExceeded) return limit.WasExceeded ? Verdict.Allowed : Verdict.Denied(limit.Violation(state.Keys, LabelTable.OfLayers));
        var before = request is { Operation: Operation.Update, Before: { } old } ? LabelsOf(old, state.Keys) : null;
        return ReviewLabels(kind, request.Name, before, LabelsOf(request.After, state.Keys));

        Verdict ReviewLabels(LayerKind of, string name, LabelSet? was, LabelSet? becomes) =>
            Verdict.Of(LayerReview.Of(new LayerChange(of, name, was, becomes, state, clock.GetUtcNow())));
    }

    private static LabelSet LabelsOf(ReviewedObject reviewed, LabelKeys keys) => ObjectMeta.Where(reviewed.Metadata!.Labels, keys.IsOurs);
}
