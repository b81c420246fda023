using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sandbox;

// A certificate authority and its server certificates, only for trial runs and tests.
internal static class DevelopmentCertificates
{
    // In the past, because clocks differ.
    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1);

    public static X509Certificate2 CreateAuthority(TimeProvider? time = null, string name = "Sandbox CA", TimeSpan? backdated = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        var now = (time ?? TimeProvider.System).GetUtcNow();
        return request.CreateSelfSigned(now - (backdated ?? Backdated), now.AddYears(1));
    }

    // A server certificate with its key, for names like localhost and addresses like 127.0.0.1.
    public static X509Certificate2 Issue(X509Certificate2 authority, IEnumerable<string> hosts, TimeProvider? time = null, TimeSpan? lifetime = null, TimeSpan? backdated = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = hosts.ToList();
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(AlternativeNames(names));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var now = (time ?? TimeProvider.System).GetUtcNow();
        var (from, until) = (now - (backdated ?? Backdated), lifetime is { } wanted ? now + wanted : authority.NotAfter);
        using var issued = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(16));
        using var withKey = issued.CopyWithPrivateKey(key);
        // Some platforms can't use an in-memory key for TLS; a round trip through PKCS#12 fixes that.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    // Writes tls.crt and tls.key as in a mounted Secret; replaces each file atomically.
    public static void Write(X509Certificate2 certificate, string directory)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new ArgumentException("The certificate has no private key", nameof(certificate));
        Directory.CreateDirectory(directory);
        Replace(Path.Combine(directory, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        Replace(Path.Combine(directory, "tls.crt"), certificate.ExportCertificatePem());
    }

    public static byte[] Bundle(X509Certificate2 authority) => System.Text.Encoding.ASCII.GetBytes(authority.ExportCertificatePem());

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static X509Extension AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) builder.AddIpAddress(address);
            else builder.AddDnsName(name);
        }

        return builder.Build();
    }
}
