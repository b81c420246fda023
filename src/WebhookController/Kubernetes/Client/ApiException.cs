using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace WebhookController.Kubernetes.Client;

// The API server refused a request. A request that got no answer fails with the transport's own exception.
[SuppressMessage("Design", "CA1032", Justification = "It always has a status.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class ApiException(HttpStatusCode statusCode, string reason, string message, TimeSpan? retryAfter = null)
    : Exception(message)
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public string Reason { get; } = reason;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    // Whether nothing can be made in the namespace any more, since it is being deleted.
    public bool IsNamespaceTerminating { get; init; }
}
