namespace WebhookController.Admission;

internal enum AdmissionPath
{
    Mutate,
    Validate,
}

internal sealed class AdmissionReviewer(
    ClaimMutation claimMutation, ClaimValidation claimValidation, DefaultsValidation defaultsValidation, LayerValidation layerValidation)
{
    public Verdict Review(AdmissionPath path, AdmissionRequest request) => (path, request.Kind) switch
    {
        _ when request.IsOutOfScope => Verdict.Untouched,
        (AdmissionPath.Mutate, ReviewedKind.Claim) => claimMutation.Review(request),
        (AdmissionPath.Validate, ReviewedKind.Claim) => claimValidation.Review(request),
        (AdmissionPath.Validate, ReviewedKind.ConfigMap) => defaultsValidation.Review(request),
        (AdmissionPath.Validate, ReviewedKind.Namespace or ReviewedKind.StorageClass) => layerValidation.Review(request),
        _ => Verdict.Untouched,
    };
}
