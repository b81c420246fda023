using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sandbox;

namespace RealServer;

/// One authority for both sides: the server's certificate, and those of its users, whom it knows by nothing else.
internal sealed class ApiServerCertificates : IDisposable
{
    private readonly X509Certificate2 _server;

    public ApiServerCertificates(string controller)
    {
        _server = DevelopmentCertificates.Issue(Authority, ["127.0.0.1", "localhost"]);
        // The group that RBAC lets do everything.
        Administrator = Client("CN=administrator,O=system:masters");
        Controller = Client($"CN={controller},O=system:serviceaccounts");
    }

    public X509Certificate2 Authority { get; } = DevelopmentCertificates.CreateAuthority();

    public X509Certificate2 Administrator { get; }

    public X509Certificate2 Controller { get; }

    public void Write(string folder)
    {
        DevelopmentCertificates.Write(_server, folder);
        File.WriteAllBytes(Path.Combine(folder, "ca.crt"), DevelopmentCertificates.Bundle(Authority));
    }

    public void Dispose()
    {
        Administrator.Dispose();
        Controller.Dispose();
        _server.Dispose();
        Authority.Dispose();
    }

    private X509Certificate2 Client(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var issued = request.Create(Authority, Authority.NotBefore, Authority.NotAfter, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }
}
