using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace WebhookController.Kubernetes.Client;

// The API server answered, and the answer was no. What never got an answer stays what the transport threw.
[SuppressMessage("Design", "CA1032", Justification = "Without a status it would not be an answer.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class ApiException(HttpStatusCode statusCode, string reason, string message, TimeSpan? retryAfter = null)
    : Exception(message)
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public string Reason { get; } = reason;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
