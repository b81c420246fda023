using System.Security.Cryptography.X509Certificates;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

public sealed class DevelopmentCertificatesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("certificates-");

    [Fact]
    public void An_issued_certificate_is_for_its_hosts_and_of_its_authority()
    {
        using var authority = DevelopmentCertificates.CreateAuthority();
        using var issued = DevelopmentCertificates.Issue(authority, ["webhook.backup-controller.svc", "127.0.0.1"]);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);

        Assert.True(chain.Build(issued));
        Assert.True(issued.MatchesHostname("webhook.backup-controller.svc"));
        Assert.True(issued.MatchesHostname("127.0.0.1"));
        Assert.False(issued.MatchesHostname("example.org"));
    }

    [Fact]
    public void A_written_certificate_is_read_back_with_its_key()
    {
        using var authority = DevelopmentCertificates.CreateAuthority();
        using var first = DevelopmentCertificates.Issue(authority, ["localhost"]);
        using var second = DevelopmentCertificates.Issue(authority, ["localhost"], lifetime: TimeSpan.FromMinutes(5));
        DevelopmentCertificates.Write(first, _directory.FullName);
        DevelopmentCertificates.Write(second, _directory.FullName);

        using var read = X509Certificate2.CreateFromPemFile(Path.Combine(_directory.FullName, "tls.crt"), Path.Combine(_directory.FullName, "tls.key"));
        Assert.Equal(second.Thumbprint, read.Thumbprint);
        Assert.True(read.HasPrivateKey);
        Assert.Equal(2, _directory.GetFiles().Length);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
