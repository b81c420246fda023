using WebhookController.Core.Labels;

namespace WebhookController.Core.Tests.Labels;

public sealed class SettingsOverridesTests
{
    private static readonly SettingsOverrides Upper = new() { Retain = 1, Start = StartTime.Auto };
    private static readonly SettingsOverrides Lower = new() { Retain = 2, Interval = 3, Start = new(new TimeOnly(4, 5)), FullBackupInterval = 6, Concurrency = 7 };

    [Fact]
    public void Of_each_setting_the_first_that_speaks_wins()
    {
        Assert.Equal(new() { Retain = 1, Interval = 3, Start = StartTime.Auto, FullBackupInterval = 6, Concurrency = 7 }, Upper.Over(Lower));
        Assert.Equal(Lower, Lower.Over(Upper));
    }

    [Fact]
    public void Who_says_nothing_changes_nothing()
    {
        Assert.Same(Upper, Upper.Over(SettingsOverrides.None));
        Assert.Same(Upper, SettingsOverrides.None.Over(Upper));
    }
}
