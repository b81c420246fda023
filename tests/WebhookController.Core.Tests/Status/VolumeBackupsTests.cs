using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Status;

public sealed class VolumeBackupsTests
{
    [Fact]
    public void The_newest_of_the_volume_counts_whatever_the_order()
    {
        Assert.Equal(A.Now, LastSuccess(A.Completed("b", "v1", A.Now), A.Completed("a", "v1", A.Now.AddHours(-4)), A.Completed("c", "v2", A.Now.AddMinutes(1))));
        Assert.Null(LastSuccess(A.Completed("c", "v2", A.Now)));
    }

    [Theory]
    [InlineData(BackupState.UnderWay)]
    [InlineData(BackupState.Failed)]
    [InlineData(BackupState.Deleting)]
    [InlineData(BackupState.Unread)]
    public void Only_what_is_complete_is_a_success(BackupState state) => Assert.Null(LastSuccess(A.Completed("b", "v1", A.Now) with { State = state }));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData(null)]
    public void A_time_that_cannot_be_read_is_no_success_and_hides_none(string? junk)
    {
        var unreadable = A.Completed("b", "v1", A.Now) with { CompletedAt = junk };

        Assert.Equal(A.Now.AddDays(-1), LastSuccess(A.Completed("a", "v1", A.Now.AddDays(-1)), unreadable));
        Assert.Null(LastSuccess(unreadable));
    }

    [Fact]
    public void A_backup_of_the_future_is_no_success_and_hides_none() =>
        Assert.Equal(A.Now.AddDays(-1), LastSuccess(A.Completed("a", "v1", A.Now.AddDays(-1)), A.Completed("b", "v1", A.Now.AddYears(4))));

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public void Clocks_may_differ_by_an_hour(int minutes, bool plausible) =>
        Assert.Equal(plausible, LastSuccess(A.Completed("b", "v1", A.Now.AddMinutes(minutes))) is not null);

    private static DateTimeOffset? LastSuccess(params Backup[] backups)
    {
        var state = World.Of([A.Claim("web/data", volume: "pv-1"), A.Pv("pv-1", "v1"), A.Volume("v1"), .. backups]);
        return Assert.Single(Planner.Plan(state, EffectiveDefaults.BuiltIn, A.Now).Protections).LastSuccess;
    }
}
