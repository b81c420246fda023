using WebhookController.Tests.Alerts.Support;

namespace WebhookController.Tests.Alerts;

/// Alerts that are muted, because another alert says why.
public sealed class InhibitionTests
{
    [Theory]
    [InlineData("BackupSkipped", "no_target", "BackupStale")]
    [InlineData("BackupSkipped", "no_target", "BackupNeverSucceeded")]
    [InlineData("BackupSkipped", "target_unavailable", "BackupStale")]
    [InlineData("BackupControllerNotReconciling", "degraded", "BackupStale")]
    [InlineData("BackupControllerDown", "", "BackupSkipped")]
    public void A_cause_mutes_what_follows_from_it(string cause, string reason, string effect) =>
        Assert.True(Inhibitions.Mutes(Alert(cause, reason, "wiki"), Alert(effect, "", "wiki")));

    [Theory]
    [InlineData("BackupSkipped", "job_missing")]
    [InlineData("BackupControllerNotReconciling", "failing_writes")]
    [InlineData("BackupControllerNotReconciling", "unreadable")]
    public void What_is_no_cause_of_a_stale_backup_does_not_mute_it(string other, string reason) =>
        Assert.False(Inhibitions.Mutes(Alert(other, reason, "wiki"), Alert("BackupStale", "", "wiki")));

    [Theory]
    [InlineData("no_target")]
    [InlineData("target_unavailable")]
    public void A_target_mutes_nothing_of_a_pvc_that_is_kept_elsewhere(string reason) =>
        Assert.False(Inhibitions.Mutes(Alert("BackupSkipped", reason, "wiki"), Alert("BackupStale", "", "notes")));

    private static Dictionary<string, string> Alert(string name, string reason, string claim) =>
        new() { ["alertname"] = name, ["reason"] = reason, ["namespace"] = "shop", ["pvc"] = claim };
}
