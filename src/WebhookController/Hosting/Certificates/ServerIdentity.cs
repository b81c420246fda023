using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace WebhookController.Hosting.Certificates;

/// A certificate, its chain and its key, ready for handshakes.
internal sealed record ServerIdentity(SslServerAuthenticationOptions Options, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    public bool IsValidAt(DateTimeOffset now) => NotBefore <= now && now <= NotAfter;

    /// Fails with CryptographicException or ArgumentException where the files are no certificate and the key to it.
    public static ServerIdentity From(CertificateFiles files)
    {
        var leaf = X509Certificate2.CreateFromPem(files.Certificate, files.Key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(files.Certificate);
        chain.RemoveAt(0);
        return new(OptionsOf(leaf, chain), leaf.NotBefore, leaf.NotAfter);
    }

    // Made once and shared by all connections: the chain is built once, sessions resume, and nothing is fetched from the network.
    [SuppressMessage("Security", "CA5398", Justification = "A floor, not a choice: the API server speaks 1.2 and 1.3.")]
    private static SslServerAuthenticationOptions OptionsOf(X509Certificate2 leaf, X509Certificate2Collection chain) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(leaf, chain, offline: true),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
    };
}
