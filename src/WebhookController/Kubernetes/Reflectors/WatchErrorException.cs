using System.Diagnostics.CodeAnalysis;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// The server ended a running watch with a Status of its own.
[SuppressMessage("Design", "CA1032", Justification = "There is always a Status.")]
[SuppressMessage("Design", "CA1064", Justification = "Nothing outside this application sees it.")]
internal sealed class WatchErrorException(ApiException status) : Exception(status.Message, status)
{
    public ApiException Status => status;
}
