using System.Security.Cryptography.X509Certificates;

namespace Sandbox;

internal static class Kubeconfig
{
    public static string For(Uri address, X509Certificate2 authority, string token) => $"""
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
            token: {token}
        contexts:
        - name: sandbox
          context:
            cluster: sandbox
            user: sandbox
        current-context: sandbox

        """;
}
