using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Layers;

public sealed class LayerParserTests
{
    private const string P = LabelKeys.DefaultPrefix;

    [Fact]
    public void Reads_enabled_and_every_setting()
    {
        var layer = Parse("enabled=FALSE retain=14 interval=12 start=auto full-backup-interval=0 concurrency=3 kubernetes.io/metadata.name=web");

        Assert.Empty(layer.Violations);
        Assert.False(layer.Enabled);
        Assert.Equal(new() { Retain = 14, Interval = 12, Start = StartTime.Auto, FullBackupInterval = 0, Concurrency = 3 }, layer.Settings);
        Assert.True(layer is { IsEnabledKnown: true, AreSettingsKnown: true });
    }

    [Theory]
    [InlineData("name=data", Condition.InvalidName, "each PVC needs a name of its own, set it there")]
    [InlineData("archive=true", Condition.InvalidArchive, "an archive is of one PVC, set it there")]
    [InlineData("archive-delete-after=2027-07-11", Condition.InvalidArchiveDeleteAfter, "an archive is of one PVC, set it there")]
    [InlineData("intervall=4", Condition.UnknownLabel, "there is no such key, did you mean " + P + "interval?")]
    [InlineData("Enabled=true", Condition.UnknownLabel, "there is no such key, did you mean " + P + "enabled?")]
    [InlineData("nane=data", Condition.UnknownLabel, "there is no such key, use one of enabled, retain, interval, start, full-backup-interval, concurrency")]
    [InlineData("opted-in-by=layer", Condition.UnknownLabel, "there is no such key, use one of enabled, retain, interval, start, full-backup-interval, concurrency")]
    [InlineData("enabled=yes", Condition.InvalidEnabled, "use true or false")]
    [InlineData("retain=0", Condition.InvalidRetain, "use a whole number from 1 to 100")]
    [InlineData("interval=5", Condition.InvalidInterval, "use 1, 2, 3, 4, 6, 8, 12 or 24")]
    [InlineData("start=Auto", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("full-backup-interval=-1", Condition.InvalidFullBackupInterval, "use a whole number from 0 to 2147483647")]
    [InlineData("concurrency=0", Condition.InvalidConcurrency, "use a whole number from 1 to 100")]
    public void Refuses(string label, Condition condition, string advice)
    {
        var (key, value) = label.Split('=') is [var k, var v] ? (P + k, v) : default;

        Assert.Equal(new Violation(condition, key, value, advice), Assert.Single(Parse(label).Violations));
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_and_what_is_right_is_read()
    {
        var layer = Parse("enabled=x retain=7 interval=5 name=data aaa=1 archive=true");

        Assert.Equal(
            [Condition.InvalidEnabled, Condition.InvalidInterval, Condition.InvalidName, Condition.InvalidArchive, Condition.UnknownLabel],
            layer.Violations.Select(violation => violation.Condition));
        Assert.Equal((null, new SettingsOverrides { Retain = 7 }), (layer.Enabled, layer.Settings));
    }

    private static Layer Parse(string labels) => LayerParser.Parse(A.Labels(labels), A.Keys, Limits.Default);
}
