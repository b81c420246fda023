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
internal sealed record ServerIdentity(SslServerAuthenticationOptions Options, X509Certificate2 Leaf)
{
    public DateTimeOffset NotBefore { get; } = Leaf.NotBefore;

    public DateTimeOffset NotAfter { get; } = Leaf.NotAfter;

    // Why API servers would reject it; null if they accept it.
    public string? ProblemAt(DateTimeOffset now, IEnumerable<string> expectedNames)
    {
        if (now < NotBefore) return $"is not valid before {NotBefore:u}";
        if (now > NotAfter) return $"expired at {NotAfter:u}";
        return expectedNames.FirstOrDefault(name => !Leaf.MatchesHostname(name, allowCommonName: false)) is { } missing ? $"is not for {missing}" : null;
    }

    // Throws CryptographicException or ArgumentException if the files are not a certificate and its key.
    [SuppressMessage("Reliability", "CA2000", Justification = "Handshakes may still use it after it was replaced.")]
    public static ServerIdentity From(CertificateFiles files)
    {
        var leaf = X509Certificate2.CreateFromPem(files.Certificate, files.Key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(files.Certificate);
        chain.RemoveAt(0);
        return new(OptionsOf(leaf, chain), leaf);
    }

    // Made once and shared by all connections: the chain is built once, sessions resume, and nothing is fetched from the network.
    [SuppressMessage("Security", "CA5398", Justification = "A minimum, not a choice: the API server speaks 1.2 and 1.3.")]
    private static SslServerAuthenticationOptions OptionsOf(X509Certificate2 leaf, X509Certificate2Collection chain) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(leaf, chain, offline: true),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
    };
}
