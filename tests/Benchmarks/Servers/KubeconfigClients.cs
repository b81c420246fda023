using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookController.Kubernetes.Client;

namespace Benchmarks.Servers;

/// Plain clients of the API server that a kubeconfig names, found and trusted as the controller does.
internal sealed class KubeconfigClients
{
    private readonly string _kubeconfig;
    private readonly AuthenticationHeaderValue? _user;

    private KubeconfigClients(string kubeconfig, AuthenticationHeaderValue? user) => (_kubeconfig, _user) = (kubeconfig, user);

    public static async Task<KubeconfigClients> ReadAsync(string kubeconfig, CancellationToken ct) => new(kubeconfig, Access(kubeconfig).Configuration switch
    {
        { TokenProvider: { } provider } => await provider.GetAuthenticationHeaderAsync(ct),
        { AccessToken: { Length: > 0 } token } => new AuthenticationHeaderValue("Bearer", token),
        // By a client certificate, of which the library takes care.
        _ => null,
    });

    [SuppressMessage("Reliability", "CA2000", Justification = "All that the library's client holds is the plain one, which the caller disposes of.")]
    public HttpClient Create(string userAgent)
    {
        var (configuration, trust) = Access(_kubeconfig);
        configuration.SslCaCerts = null;
        configuration.FirstMessageHandlerSetup = handler =>
        {
            handler.SslOptions.RemoteCertificateValidationCallback = trust.Validate;
            handler.EnableMultipleHttp2Connections = true;
        };
        var client = new k8s.Kubernetes(configuration).HttpClient;
        client.BaseAddress = new Uri(configuration.Host);
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        client.DefaultRequestHeaders.Host = configuration.TlsServerName;
        client.DefaultRequestHeaders.Authorization = _user;
        return client;
    }

    private static ClusterAccess Access(string kubeconfig) =>
        ClusterAccess.Find(new ApiOptions { Kubeconfig = kubeconfig }, Environment.GetEnvironmentVariable, TimeProvider.System, NullLogger.Instance);
}
