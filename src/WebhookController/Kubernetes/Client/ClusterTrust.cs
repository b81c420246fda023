using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WebhookController.Kubernetes.Client;

// Whether the server is the cluster's API server: its certificate must have the name we connect to and chain to one of the
// cluster's authorities. The client library accepts a wrong name once it has a CA to check:
// https://github.com/kubernetes-client/csharp/pull/1653 covers the chain only.
internal sealed class ClusterTrust(Func<X509Certificate2Collection>? authorities)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const SslPolicyErrors AlwaysFatal =
        SslPolicyErrors.RemoteCertificateNotAvailable | SslPolicyErrors.RemoteCertificateNameMismatch;

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? offered, SslPolicyErrors errors)
    {
        if ((errors & AlwaysFatal) != 0 || certificate is not X509Certificate2 server) return false;
        return authorities is null ? errors == SslPolicyErrors.None : ChainsTo(authorities(), server, offered);
    }

    private static bool ChainsTo(X509Certificate2Collection authorities, X509Certificate2 server, X509Chain? offered)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (offered is not null) chain.ChainPolicy.ExtraStore.AddRange(offered.ChainPolicy.ExtraStore);
        return chain.Build(server);
    }
}
