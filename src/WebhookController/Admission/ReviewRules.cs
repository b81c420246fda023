namespace WebhookController.Admission;

/// What an AdmissionReview must have before anything in it is believed.
internal static class ReviewRules
{
    private const int KindShown = 63;

    /// The first rule that the review breaks, in words; null where it keeps them all.
    public static string? Broken(ReviewShape? review)
    {
        if (review is not { ApiVersion: ReviewShape.Version, Kind: ReviewShape.ReviewKind })
            return $"the body must be an {ReviewShape.ReviewKind} of {ReviewShape.Version}";
        if (review.Request is not { } request) return "request is missing";
        if (string.IsNullOrEmpty(request.Uid)) return "request.uid is missing";
        if (AdmissionRequest.IsBeyond(request)) return null;
        if (AdmissionRequest.KindOf(request) == ReviewedKind.Other)
            return $"only PersistentVolumeClaims and ConfigMaps of v1 are reviewed here, not {Bounded.Text(NameOf(request.Kind), KindShown)}";

        return AdmissionRequest.OperationOf(request) switch
        {
            Operation.Create => MissingIn("object", request.Object),
            Operation.Update => MissingIn("object", request.Object) ?? MissingIn("oldObject", request.OldObject),
            _ => request.OldObject is null ? null : MissingIn("oldObject", request.OldObject),
        };
    }

    private static string NameOf(KindShape? kind) => kind?.Kind ?? "an object without kind";

    private static string? MissingIn(string field, ReviewedObject? reviewed) => reviewed switch
    {
        null => $"request.{field} is missing",
        { Metadata: null } => $"request.{field}.metadata is missing",
        _ => null,
    };
}
