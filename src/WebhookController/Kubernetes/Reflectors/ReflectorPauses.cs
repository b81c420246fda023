using System.Net;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// How long a reflector waits before its next request. An attempt that nobody answers costs an API server nothing, so an outage is over
// for us within seconds of its end. One that answers with a refusal is left alone for longer and longer.
internal sealed class ReflectorPauses(ReflectorOptions options, Jitter jitter)
{
    private readonly Backoff _outage = new(
        options.ShortestBackoff, options.LongestOutagePause < options.LongestBackoff ? options.LongestOutagePause : options.LongestBackoff, jitter);

    private readonly Backoff _refusals = new(options.ShortestBackoff, options.LongestBackoff, jitter);

    // Null: a watch that ended in order, but too early.
    public TimeSpan After(Exception? failure)
    {
        var pause = (IsOutage(failure) ? _outage : _refusals).Next();
        var requested = failure is null ? TimeSpan.Zero : WatchFailures.RetryAfter(failure);
        if (requested <= pause) return pause;
        return requested < options.LongestBackoff ? requested : options.LongestBackoff;
    }

    public void Reset()
    {
        _outage.Reset();
        _refusals.Reset();
    }

    // 502 and 503 come from a load balancer with no API server behind it, and from one that is still starting.
    private static bool IsOutage(Exception? failure) => failure switch
    {
        ApiException { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable } => true,
        HttpRequestException or IOException => true,
        _ => false,
    };
}
