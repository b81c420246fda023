using k8s;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Kubernetes.Support;

internal static class TestClient
{
    // Long enough not to be taken for a pause of the stepped clock.
    public static readonly ApiOptions Options = new() { RequestTimeout = TimeSpan.FromSeconds(100), Retries = 0 };

    public static ApiConnection Connect(
        ScriptedServer server, ApiOptions? options = null, TimeProvider? timeProvider = null, IApiObserver? observer = null) =>
        ApiClientFactory.Connect(
            new ClusterAccess(new KubernetesClientConfiguration { Host = server.Url.ToString() }, new ClusterTrust(null)),
            options ?? Options,
            timeProvider ?? TimeProvider.System,
            new Jitter(new Random(1)),
            observer);
}
