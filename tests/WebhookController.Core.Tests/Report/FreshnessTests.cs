using WebhookController.Core.Report;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Status;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Report;

/// The limits are those of the alerts BackupStale and BackupNeverSucceeded.
public sealed class FreshnessTests
{
    private static readonly ProtectionStatus Status = new(A.Key("web/data"), "backup-web-data", ReasonedState.For(ProtectionReason.Ok))
    {
        Managed = true,
        Runs = new RunTimes(new TimeOnly(0, 30), TimeSpan.FromHours(4)),
        ProtectedSince = A.Now.AddDays(-9),
    };

    [Theory]
    [InlineData(0, Freshness.Fresh)]
    [InlineData(5 * 60, Freshness.Fresh)]
    [InlineData(5 * 60 + 1, Freshness.Late)]
    [InlineData(9 * 60, Freshness.Late)]
    [InlineData(9 * 60 + 1, Freshness.Stale)]
    public void A_run_is_missed_after_an_interval_and_an_hour_and_two_after_two(int minutes, Freshness expected) =>
        Assert.Equal(expected, (Status with { LastSuccess = A.Now.AddMinutes(-minutes) }).FreshnessAt(A.Now));

    [Theory]
    [InlineData(7 * 60, Freshness.Awaited)]
    [InlineData(7 * 60 + 1, Freshness.Stale)]
    public void The_first_backup_is_awaited_for_an_interval_and_a_half_and_an_hour(int minutes, Freshness expected) =>
        Assert.Equal(expected, (Status with { ProtectedSince = A.Now.AddMinutes(-minutes) }).FreshnessAt(A.Now));

    [Fact]
    public void A_backup_from_before_its_protection_began_does_not_make_it_stale() =>
        Assert.Equal(Freshness.Fresh, (Status with { LastSuccess = A.Now.AddDays(-30), ProtectedSince = A.Now.AddHours(-1) }).FreshnessAt(A.Now));

    [Fact]
    public void One_under_way_that_comes_further_is_running_and_one_that_does_not_is_stale()
    {
        var old = Status with { LastSuccess = A.Now.AddDays(-1) };

        Assert.Equal(Freshness.Running, (old with { ProgressMoved = A.Now.AddMinutes(-119) }).FreshnessAt(A.Now));
        Assert.Equal(Freshness.Stale, (old with { ProgressMoved = A.Now.AddMinutes(-120) }).FreshnessAt(A.Now));
    }

    [Theory]
    [InlineData(ProtectionReason.Idle)]
    [InlineData(ProtectionReason.DetachedAndSettingOff)]
    [InlineData(ProtectionReason.Restoring)]
    [InlineData(ProtectionReason.Ready)]
    [InlineData(ProtectionReason.ExemptSelector)]
    public void Nothing_is_expected_of_one_at_rest(ProtectionReason reason) =>
        Assert.Equal(Freshness.NotExpected, (Status with { Current = ReasonedState.For(reason) }).FreshnessAt(A.Now));

    [Fact]
    public void Nothing_is_expected_where_no_job_backs_it_up()
    {
        Assert.Equal(Freshness.NotExpected, (Status with { Managed = false }).FreshnessAt(A.Now));
        Assert.Equal(Freshness.NotExpected, (Status with { Runs = null }).FreshnessAt(A.Now));
    }
}
