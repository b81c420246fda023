using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace WebhookController.Certificates;

// The text of tls.crt and tls.key, read as a pair.
internal sealed record CertificateFiles(string Certificate, string Key)
{
    // kubelet writes a new directory and swaps this link to it.
    private const string DataLink = "..data";

    // Resolves the link once and reads both files from its target: a swap in between can't mix two pairs.
    public static CertificateFiles Read(string directory)
    {
        var link = new DirectoryInfo(Path.Combine(directory, DataLink));
        var resolved = link.LinkTarget is null ? directory : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return new(File.ReadAllText(Path.Combine(resolved, "tls.crt")), File.ReadAllText(Path.Combine(resolved, "tls.key")));
    }
}

// A certificate, its chain and its key, ready for handshakes.
internal sealed record ServerIdentity(SslServerAuthenticationOptions Options, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    public bool IsValidAt(DateTimeOffset now) => NotBefore <= now && now <= NotAfter;

    // Throws CryptographicException or ArgumentException if the files are not a certificate and its key.
    public static ServerIdentity From(CertificateFiles files)
    {
        var leaf = X509Certificate2.CreateFromPem(files.Certificate, files.Key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(files.Certificate);
        chain.RemoveAt(0);
        return new(OptionsOf(leaf, chain), leaf.NotBefore, leaf.NotAfter);
    }

    // Made once and shared by all connections: the chain is built once, sessions resume, and nothing is fetched from the network.
    [SuppressMessage("Security", "CA5398", Justification = "A minimum, not a choice: the API server speaks 1.2 and 1.3.")]
    private static SslServerAuthenticationOptions OptionsOf(X509Certificate2 leaf, X509Certificate2Collection chain) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(leaf, chain, offline: true),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
    };
}
