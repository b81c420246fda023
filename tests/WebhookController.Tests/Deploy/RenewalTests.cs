using System.Globalization;
using System.Text.RegularExpressions;
using RealServer;
using WebhookController.Tests.Alerts.Support;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// A certificate that is renewed as it should be alarms nobody.
public sealed partial class RenewalTests : ChartTest
{
    // cert-manager tries again for hours when an issuer is away.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private static readonly TimeSpan Threshold = TimeSpan.FromDays(Number(Days().Match(
        AlertRule.All.Single(rule => rule.Name == "BackupWebhookCertificateExpiring").Expression)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_chart_has_its_certificate_renewed_well_before_the_alert(string name) =>
        Assert.All(new ChartCase(name).Manifests.Of("Certificate").Select(certificate => (string?)certificate["spec"]!["renewBefore"]).OfType<string>(), InTime);

    [Fact]
    public void The_default_certificate_says_when_it_is_renewed() =>
        InTime((string)ChartCase.Default.The("Certificate", "longhorn-backup-controller-webhook")["spec"]!["renewBefore"]!);

    [Fact]
    public void The_certificate_without_the_chart_is_renewed_well_before_the_alert() =>
        InTime((string)YamlDocuments.Read(Repository.Read("certs", "certificate.yaml")).Single()["spec"]!["renewBefore"]!);

    private static void InTime(string renewBefore)
    {
        var before = TimeSpan.FromHours(Number(Hours().Match(renewBefore)));
        Assert.True(before >= Threshold + Margin, $"renewed {before} before its end, but the alert comes {Threshold} before it");
    }

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"< (\d+) \* 86400$")]
    private static partial Regex Days();

    [GeneratedRegex(@"^(\d+)h$")]
    private static partial Regex Hours();
}
