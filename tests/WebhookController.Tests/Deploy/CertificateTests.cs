using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// The API server trusts the certificate that the pods serve, by whichever way it is made.
public sealed class CertificateTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_secret_that_is_mounted_is_made_by_somebody(string name)
    {
        var manifests = new ChartCase(name).Manifests;
        var made = manifests.Of("Certificate").Select(one => (string)one["spec"]!["secretName"]!)
            .Concat(manifests.Of("Secret").Select(Manifests.Name));

        Assert.Contains(Mounted(manifests), made);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void With_cert_manager_its_certificate_is_for_our_service_and_its_CA_is_put_into_the_webhooks(string name)
    {
        var install = new ChartCase(name);
        if (name == "no-cert-manager")
        {
            Assert.All(install.Manifests.All, item => Assert.DoesNotContain("cert-manager", item.ToJsonString(), StringComparison.Ordinal));
            return;
        }

        var certificate = install.Manifests.Of("Certificate").Single(one => (string?)one["spec"]!["secretName"] == Mounted(install.Manifests));
        Assert.Contains($"{Manifests.Name(install.Manifests.The("Service"))}.{install.Namespace}.svc",
            Manifests.Texts(certificate["spec"]!["dnsNames"]));
        Assert.Equal("Always", (string?)certificate["spec"]!["privateKey"]!["rotationPolicy"]);
        foreach (var configuration in install.Manifests.WebhookConfigurations)
            Assert.Equal($"{install.Namespace}/{Manifests.Name(certificate)}",
                (string?)configuration["metadata"]!["annotations"]!["cert-manager.io/inject-ca-from"]);
        Assert.All(install.Manifests.Webhooks, webhook => Assert.False(webhook["clientConfig"]!.AsObject().ContainsKey("caBundle")));
    }

    [Fact]
    public void Our_own_CA_signs_with_a_long_life_and_its_key_stays_when_it_is_renewed()
    {
        var manifests = ChartCase.Default;
        var authority = manifests.The("Certificate", "longhorn-backup-controller-ca")["spec"]!;
        var leaf = manifests.The("Certificate", "longhorn-backup-controller-webhook")["spec"]!;

        Assert.Equal((string?)leaf["issuerRef"]!["name"], Manifests.Name(manifests.Of("Issuer").Single(one => one["spec"]!["ca"] is not null)));
        Assert.Equal((true, "Never", "87600h"),
            ((bool)authority["isCA"]!, (string?)authority["privateKey"]!["rotationPolicy"], (string?)authority["duration"]));
        Assert.Equal("selfSigned", Assert.Single(manifests.The("Issuer", (string)authority["issuerRef"]!["name"]!)["spec"]!.AsObject()).Key);
    }

    [Fact]
    public void An_issuer_of_your_own_replaces_our_CA()
    {
        var manifests = new ChartCase("own-issuer").Manifests;

        Assert.Empty(manifests.Of("Issuer"));
        var issuer = manifests.The("Certificate")["spec"]!["issuerRef"]!;
        Assert.Equal(("company-ca", "ClusterIssuer"), ((string?)issuer["name"], (string?)issuer["kind"]));
    }

    [Fact]
    public void Without_cert_manager_the_chart_makes_a_certificate_that_the_API_server_trusts()
    {
        var manifests = new ChartCase("no-cert-manager").Manifests;
        var secret = manifests.The("Secret")["data"]!;
        using var certificate = X509Certificate2.CreateFromPem(Pem(secret["tls.crt"]), Pem(secret["tls.key"]));
        using var authority = X509Certificate2.CreateFromPem(Pem(secret["ca.crt"]));

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        Assert.True(chain.Build(certificate), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
        Assert.True(certificate.MatchesHostname("longhorn-backup-controller.backup-controller.svc"));
        Assert.All(manifests.Webhooks, webhook => Assert.Equal((string?)secret["ca.crt"], (string?)webhook["clientConfig"]!["caBundle"]));
    }

    [Fact]
    public void An_upgrade_keeps_the_certificate_that_the_chart_made()
    {
        Renderer.SkipWithoutOwn();
        var install = new ChartCase("no-cert-manager");
        var first = install.Manifests.The("Secret");

        var upgraded = install.Upgrade(first.ToJsonString());

        Assert.Equal(first["data"]!.ToJsonString(), upgraded.The("Secret")["data"]!.ToJsonString());
        Assert.All(upgraded.Webhooks, webhook => Assert.Equal((string?)first["data"]!["ca.crt"], (string?)webhook["clientConfig"]!["caBundle"]));
        Assert.NotEqual(first["data"]!.ToJsonString(), install.Upgrade("{}").The("Secret")["data"]!.ToJsonString());
    }

    private static string Mounted(Manifests manifests) =>
        (string)manifests.Pod["spec"]!["volumes"]!.AsArray().Single(volume => (string?)volume!["name"] == "certificate")!["secret"]!["secretName"]!;

    private static string Pem(JsonNode? base64) => Encoding.ASCII.GetString(Convert.FromBase64String((string)base64!));
}
