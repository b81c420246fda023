using WebhookController.Tests.Alerts.Support;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Alerts;

/// The example of routing.
public sealed class AlertmanagerTests
{
    private static readonly string Example = Checkout.File("deploy/alertmanager/alertmanager.yaml");

    [Fact]
    public async Task The_example_is_valid()
    {
        InstalledProgram.SkipUnlessInstalled(InstalledProgram.Amtool);

        await InstalledProgram.Amtool.RunAsync("check-config", Example);
    }

    [Theory]
    [InlineData("on-call", "alertname=BackupStale", "severity=critical", "namespace=shop", "pvc=wiki")]
    [InlineData("team", "alertname=BackupPVCUnlabelled", "severity=warning", "namespace=shop", "pvc=wiki")]
    [InlineData("team", "alertname=BackupSkipped", "severity=warning", "reason=no_target", "namespace=shop", "pvc=wiki")]
    [InlineData("digest", "alertname=BackupSkipped", "severity=info", "reason=restoring", "namespace=shop", "pvc=wiki")]
    [InlineData("digest", "alertname=BackupArchiveReady", "severity=info", "namespace=shop", "pvc=wiki")]
    public async Task Alerts_go_where_their_severity_says(string receiver, params string[] labels)
    {
        InstalledProgram.SkipUnlessInstalled(InstalledProgram.Amtool);

        var text = await InstalledProgram.Amtool.RunAsync(["config", "routes", "test", $"--config.file={Example}", $"--verify.receivers={receiver}", .. labels]);

        Assert.Contains(receiver, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alert_that_the_example_names_is_one_of_the_rules()
    {
        var names = File.ReadAllText(Example).Split([' ', '"', '|', '\'', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith("Backup", StringComparison.Ordinal) && word != "Backup.+").ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(AlertRule.All, rule => rule.Name == name));
    }
}
