namespace WebhookController.Admission;

/// A request that isn't an admission review we can answer. The API server takes such an answer as a failed call: failurePolicy decides.
internal sealed record Refusal(int Code, string Reason, string Message)
{
    public static Refusal BadRequest(string message) => new(StatusCodes.Status400BadRequest, "BadRequest", message);

    public static Refusal NotFound { get; } = new(StatusCodes.Status404NotFound, "NotFound", "there is nothing at this path");

    public static Refusal UnsupportedMediaType { get; } =
        new(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "an AdmissionReview is sent as application/json");

    public static Refusal Bug { get; } =
        new(StatusCodes.Status500InternalServerError, "InternalError", "the request could not be reviewed, the controller's log says why");

    /// The web server gave up reading: too large, too slow, or not HTTP.
    public static Refusal Unread(int code) => code switch
    {
        StatusCodes.Status413PayloadTooLarge => new(code, "RequestEntityTooLarge", "an AdmissionReview has at most 16 MiB"),
        StatusCodes.Status408RequestTimeout => new(code, "Timeout", "the body came too slowly"),
        _ => new(code, "BadRequest", "the body could not be read"),
    };

    public StatusShape ToStatus() => new() { Message = Message, Reason = Reason, Code = Code };
}
