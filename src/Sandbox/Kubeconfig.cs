using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sandbox;

internal static class Kubeconfig
{
    public static string For(Uri address, X509Certificate2 authority, string token) => With($"token: {token}", address, authority);

    // For a user with a client certificate; the file has its key.
    public static string For(Uri address, X509Certificate2 authority, X509Certificate2 user)
    {
        using var key = user.GetECDsaPrivateKey() ?? throw new ArgumentException("The certificate has no private key", nameof(user));
        return With($"""
            client-certificate-data: {Base64(user.ExportCertificatePem())}
                client-key-data: {Base64(key.ExportPkcs8PrivateKeyPem())}
            """, address, authority);
    }

    private static string With(string credentials, Uri address, X509Certificate2 authority) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: sandbox
          cluster:
            server: {address.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Convert.ToBase64String(DevelopmentCertificates.Bundle(authority))}
        users:
        - name: sandbox
          user:
            {credentials}
        contexts:
        - name: sandbox
          context:
            cluster: sandbox
            user: sandbox
        current-context: sandbox

        """;

    private static string Base64(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
}
