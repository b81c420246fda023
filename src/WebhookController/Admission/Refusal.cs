namespace WebhookController.Admission;

// An HTTP error instead of a review. The API server treats it as a failed call and applies the failurePolicy.
internal sealed record Refusal(int Code, string Reason, string Message)
{
    public static Refusal BadRequest(string message) => new(StatusCodes.Status400BadRequest, "BadRequest", message);

    public static Refusal NotFound { get; } = new(StatusCodes.Status404NotFound, "NotFound", "there is nothing at this path");

    public static Refusal UnsupportedMediaType { get; } =
        new(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "an AdmissionReview is sent as application/json");

    public static Refusal Bug { get; } =
        new(StatusCodes.Status500InternalServerError, "InternalError", "the request could not be reviewed, see the log of the controller");

    // The API server comes again after a second, as long as its own timeout lets it.
    public static Refusal Busy { get; } =
        new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "too many reviews are under way, try again in a second") { RetryAfterSeconds = 1 };

    // Kestrel stopped reading: the body was too large, too slow, or not HTTP.
    public static Refusal Unread(int code) => code switch
    {
        StatusCodes.Status413PayloadTooLarge => new(code, "RequestEntityTooLarge", "an AdmissionReview has at most 8 MiB"),
        StatusCodes.Status408RequestTimeout => new(code, "Timeout", "the body arrived too slowly"),
        _ => new(code, "BadRequest", "the body could not be read"),
    };

    public int? RetryAfterSeconds { get; private init; }

    public StatusDto ToStatus() => new() { Message = Message, Reason = Reason, Code = Code };
}
