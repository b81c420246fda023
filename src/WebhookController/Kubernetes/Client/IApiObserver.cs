using System.Net;

namespace WebhookController.Kubernetes.Client;

internal interface IApiObserver
{
    // Once per attempt, retries included; no status means that no answer came. Of a watch, the duration is that until it opened.
    void Attempted(string verb, KindPath kind, HttpStatusCode? status, TimeSpan duration);
}
