using WebhookController.Core.Labels;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Tests.Scheduling;

public sealed class BackupSettingsTests
{
    [Fact]
    public void Built_in_are_the_defaults_of_the_label_table() =>
        Assert.Equal(new BackupSettings(Retain: 8, Interval: 4, Start: new(new TimeOnly(0, 30)), FullBackupInterval: 4, Concurrency: 1), BackupSettings.BuiltIn);

    [Fact]
    public void Only_what_is_spoken_of_is_overridden()
    {
        Assert.Equal(BackupSettings.BuiltIn, BackupSettings.BuiltIn.OverriddenBy(SettingsOverrides.None));
        Assert.Equal(BackupSettings.BuiltIn with { Interval = 6, FullBackupInterval = 0 },
            BackupSettings.BuiltIn.OverriddenBy(new() { Interval = 6, FullBackupInterval = 0 }));
        Assert.Equal(new BackupSettings(1, 24, new(new TimeOnly(1, 2)), 3, 9),
            BackupSettings.BuiltIn.OverriddenBy(new() { Retain = 1, Interval = 24, Start = new(new TimeOnly(1, 2)), FullBackupInterval = 3, Concurrency = 9 }));
    }

    [Fact]
    public void Retain_stays_within_longhorns_ceiling()
    {
        Assert.Equal(5, BackupSettings.BuiltIn.Within(new Limits(5)).Retain);
        Assert.Equal(8, BackupSettings.BuiltIn.Within(new Limits(8)).Retain);
    }
}
