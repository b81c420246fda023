using System.Diagnostics.CodeAnalysis;
using System.Net;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

internal enum WatchFailureKind
{
    // What was received so far is still valid: resume.
    Interrupted,

    // The server no longer has our resourceVersion, or may have lost events: list again.
    Expired,

    // Not installed, not allowed or not readable: the cached objects can't be trusted.
    Unavailable,

    // Unexpected: list again, to be safe.
    Unexpected,
}

internal static class WatchFailures
{
    public static WatchFailureKind KindOf(Exception failure) => failure switch
    {
        WatchErrorException error => OfWatchError(error.Status.StatusCode),
        ApiException refusal => OfStatus(refusal.StatusCode),
        NamelessObjectException or UnreadableFrameException => WatchFailureKind.Unavailable,
        HttpRequestException or IOException or TimeoutException => WatchFailureKind.Interrupted,
        _ => WatchFailureKind.Unexpected,
    };

    public static TimeSpan RetryAfter(Exception failure) => failure switch
    {
        WatchErrorException error => RetryAfter(error.Status),
        ApiException { RetryAfter: { } delay } => delay,
        _ => TimeSpan.Zero,
    };

    private static WatchFailureKind OfStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Gone => WatchFailureKind.Expired,
        HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => WatchFailureKind.Unavailable,
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => WatchFailureKind.Interrupted,
        _ => WatchFailureKind.Unexpected,
    };

    // An error inside a stream may take the place of a lost event. Only "too many requests" surely does not.
    private static WatchFailureKind OfWatchError(HttpStatusCode status) => OfStatus(status) switch
    {
        WatchFailureKind.Unavailable => WatchFailureKind.Unavailable,
        _ => status == HttpStatusCode.TooManyRequests ? WatchFailureKind.Interrupted : WatchFailureKind.Expired,
    };
}

// The server sent an ERROR event in a running watch.
[SuppressMessage("Design", "CA1032", Justification = "There is always a Status.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class WatchErrorException(ApiException status) : Exception(status.Message, status)
{
    public ApiException Status => status;
}
