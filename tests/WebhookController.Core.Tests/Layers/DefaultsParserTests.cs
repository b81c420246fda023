using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Layers;

public sealed class DefaultsParserTests
{
    [Fact]
    public void Reads_every_key()
    {
        var parsed = Parse("retain=14 interval=12 start=0215 full-backup-interval=7 concurrency=3 allow-mass-deletion=abc");

        Assert.Empty(parsed.Violations);
        Assert.Equal(new() { Retain = 14, Interval = 12, Start = new(new TimeOnly(2, 15)), FullBackupInterval = 7, Concurrency = 3 }, parsed.Settings);
        Assert.Equal("abc", parsed.AllowMassDeletion);
    }

    [Fact]
    public void An_empty_ConfigMap_sets_nothing()
    {
        var parsed = Parse("");

        Assert.Empty(parsed.Violations);
        Assert.Equal(SettingsOverrides.None, parsed.Settings);
        Assert.Null(parsed.AllowMassDeletion);
    }

    [Theory]
    [InlineData("interval=5", Condition.InvalidInterval, "interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24")]
    [InlineData("start=00:30", Condition.InvalidStart, "start=00:30 is not allowed: use 0030, not 00:30")]
    [InlineData("retain=0", Condition.InvalidRetain, "retain=0 is not allowed: use a whole number from 1 to 100")]
    [InlineData("retian=7", Condition.UnknownLabel, "retian=7 is not allowed: there is no such key, did you mean retain?")]
    [InlineData("enabled=true", Condition.UnknownLabel,
        "enabled=true is not allowed: there is no such key, use one of retain, interval, start, full-backup-interval, concurrency")]
    [InlineData("name=x", Condition.UnknownLabel,
        "name=x is not allowed: there is no such key, use one of retain, interval, start, full-backup-interval, concurrency")]
    public void Refuses_what_is_no_default(string data, Condition condition, string message)
    {
        var violation = Assert.Single(Parse(data).Violations);

        Assert.Equal((condition, message), (violation.Condition, violation.Message));
    }

    private static ParsedDefaults Parse(string data) => DefaultsParser.Parse(A.ConfigMap(data).Data, Limits.Default);
}
