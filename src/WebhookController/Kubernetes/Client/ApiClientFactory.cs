using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace WebhookController.Kubernetes.Client;

internal static class ApiClientFactory
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The connection disposes of its parts.")]
    public static ApiConnection Connect(
        ClusterAccess access, ApiOptions options, TimeProvider timeProvider, Jitter jitter, IApiObserver? observer = null)
    {
        var configuration = access.Configuration;
        configuration.UserAgent = options.UserAgent;
        // With a CA of its own, the library would replace our callback by its own, which ignores names.
        configuration.SslCaCerts = null;
        configuration.FirstMessageHandlerSetup = handler => Harden(handler, access.Trust, options);
        var kubernetes = new k8s.Kubernetes(configuration);
        kubernetes.HttpClient.DefaultRequestHeaders.Host = configuration.TlsServerName;
        return new ApiConnection(kubernetes, options, timeProvider, jitter.Next, observer);
    }

    private static void Harden(SocketsHttpHandler handler, ClusterTrust trust, ApiOptions options)
    {
        handler.SslOptions.RemoteCertificateValidationCallback = trust.Validate;
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        // API servers come and go behind one address: don't stay connected to the same one forever.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(15);
        handler.AutomaticDecompression = DecompressionMethods.GZip;
        handler.AllowAutoRedirect = false;
    }
}
