using System.Net;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

internal enum Setback
{
    // What was seen so far still counts: go on from there.
    Interrupted,

    // The server no longer knows the version we are at, or lost the thread: list again.
    Outdated,

    // Not installed, not allowed or not readable: nobody should trust what is held.
    Unavailable,

    // Something nobody foresaw; a new list is the way back to solid ground.
    Failed,
}

internal static class Setbacks
{
    public static Setback Of(Exception failure) => failure switch
    {
        WatchErrorException error => OfWatchError(error.Status.StatusCode),
        ApiException refusal => OfRefusal(refusal.StatusCode),
        NamelessObjectException or UnreadableFrameException => Setback.Unavailable,
        HttpRequestException or IOException or TimeoutException => Setback.Interrupted,
        _ => Setback.Failed,
    };

    public static TimeSpan RetryAfter(Exception failure) => failure switch
    {
        WatchErrorException error => RetryAfter(error.Status),
        ApiException { RetryAfter: { } asked } => asked,
        _ => TimeSpan.Zero,
    };

    private static Setback OfRefusal(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Gone => Setback.Outdated,
        HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => Setback.Unavailable,
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Setback.Interrupted,
        _ => Setback.Failed,
    };

    // An error inside a stream may stand for an event that was lost; only "too many requests" surely doesn't.
    private static Setback OfWatchError(HttpStatusCode status) => OfRefusal(status) switch
    {
        Setback.Unavailable => Setback.Unavailable,
        _ => status == HttpStatusCode.TooManyRequests ? Setback.Interrupted : Setback.Outdated,
    };
}
