using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sandbox;

// HTTP clients that trust only one certificate authority.
internal static class Trust
{
    public static SocketsHttpHandler Handler(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        return new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy }, EnableMultipleHttp2Connections = true };
    }

    public static HttpClient Client(Uri address, X509Certificate2 authority, string? token, string userAgent)
    {
        var client = new HttpClient(Handler(authority)) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }
}
