using WebhookController.Core.Freshness;
using WebhookController.Core.Objects;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Freshness;

public sealed class BackupIndexTests
{
    [Fact]
    public void The_newest_of_a_volume_counts_whatever_the_order()
    {
        var index = new BackupIndex([A.Completed("b", "v1", A.Now), A.Completed("a", "v1", A.Now.AddHours(-4)), A.Completed("c", "v2", A.Now.AddDays(-1))], A.Now);

        Assert.Equal((A.Now, A.Now.AddMinutes(-5)), (index.Of("v1").LastSuccess, index.Of("v1").LastTaken));
        Assert.Equal(A.Now.AddDays(-1), index.Of("v2").LastSuccess);
        Assert.Null(index.Of("v3").LastSuccess);
    }

    [Theory]
    [InlineData(BackupState.UnderWay)]
    [InlineData(BackupState.Failed)]
    [InlineData(BackupState.Deleting)]
    [InlineData(BackupState.Unread)]
    public void Only_what_is_complete_is_a_success(BackupState state) =>
        Assert.Null(new BackupIndex([A.Completed("b", "v1", A.Now) with { State = state }], A.Now).Of("v1").LastSuccess);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData(null)]
    public void A_time_that_cannot_be_read_is_no_success_and_hides_none(string? junk)
    {
        var unreadable = A.Completed("b", "v1", A.Now) with { CompletedAt = junk };

        Assert.Equal(A.Now.AddDays(-1), new BackupIndex([A.Completed("a", "v1", A.Now.AddDays(-1)), unreadable], A.Now).Of("v1").LastSuccess);
        Assert.Null(new BackupIndex([unreadable], A.Now).Of("v1").LastSuccess);
    }

    [Fact]
    public void A_backup_of_the_future_is_no_success_and_hides_none()
    {
        var index = new BackupIndex([A.Completed("a", "v1", A.Now.AddDays(-1)), A.Completed("b", "v1", A.Now.AddYears(4))], A.Now);

        Assert.Equal((A.Now.AddDays(-1), A.Now.AddDays(-1).AddMinutes(-5)), (index.Of("v1").LastSuccess, index.Of("v1").LastTaken));
        Assert.Equal(A.Now.AddMinutes(59), index.Plausible(A.Now.AddMinutes(59)));
        Assert.Null(index.Plausible(A.Now.AddMinutes(61)));
    }

    [Fact]
    public void A_backup_of_no_known_volume_is_nobodys() =>
        Assert.Empty(new BackupIndex([A.Failed("b", "v1", A.Now) with { Volume = null }], A.Now).Failed);
}
