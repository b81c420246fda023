using WebhookController.Core.Labels;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Labels;

public sealed class LabelParserTests
{
    private const string P = LabelKeys.DefaultPrefix;

    [Fact]
    public void Reads_every_label()
    {
        var (intent, violations) = Parse("enabled=true name=web retain=9 interval=6 start=0530 full-backup-interval=0 concurrency=2 archive=true archive-delete-after=2027-02-28");

        Assert.Empty(violations);
        Assert.Equal(new BackupIntent
        {
            Enabled = true,
            Name = "web",
            Overrides = new() { Retain = 9, Interval = 6, Start = new(new TimeOnly(5, 30)), FullBackupInterval = 0, Concurrency = 2 },
            Archive = true,
            ArchiveDeleteAfter = new(2027, 2, 28),
        }, intent);
    }

    [Fact]
    public void Without_labels_nothing_is_reported_and_nothing_is_wrong()
    {
        var (intent, violations) = Parse("");

        Assert.Equal(new BackupIntent(), intent);
        Assert.Empty(violations);
        Assert.False(intent.OptedIn || intent.OptedOut);
    }

    [Theory]
    [InlineData("enabled=true")]
    [InlineData("enabled=false")]
    [InlineData("name=a")]
    [InlineData("name=0-9")]
    [InlineData("name=a2345678901234567890123456789012345678901234567890123456789012b")]
    [InlineData("retain=1")]
    [InlineData("retain=100")]
    [InlineData("interval=1")]
    [InlineData("interval=2")]
    [InlineData("interval=3")]
    [InlineData("interval=4")]
    [InlineData("interval=6")]
    [InlineData("interval=8")]
    [InlineData("interval=12")]
    [InlineData("interval=24")]
    [InlineData("start=0000")]
    [InlineData("start=2359")]
    [InlineData("full-backup-interval=0")]
    [InlineData("full-backup-interval=2147483647")]
    [InlineData("concurrency=1")]
    [InlineData("concurrency=100")]
    [InlineData("enabled=True")]
    [InlineData("enabled=FALSE")]
    [InlineData("archive=TRUE")]
    [InlineData("archive=true")]
    [InlineData("archive=false")]
    [InlineData("archive-delete-after=2028-02-29")]
    [InlineData("archive-delete-after=9999-12-31")]
    public void Accepts(string label) => Assert.Empty(Parse(label).Violations);

    [Theory]
    [InlineData("enabled=yes", Condition.InvalidEnabled, "use true or false")]
    [InlineData("enabled=Truee", Condition.InvalidEnabled, "use true or false")]
    [InlineData("enabled=", Condition.InvalidEnabled, "use true or false")]
    [InlineData("name=", Condition.InvalidName, "use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit")]
    [InlineData("name=Web", Condition.InvalidName, "use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit")]
    [InlineData("name=a.b", Condition.InvalidName, "use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit")]
    [InlineData("name=a_b", Condition.InvalidName, "use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit")]
    [InlineData("name=-a", Condition.InvalidName, "use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit")]
    [InlineData("name=a-", Condition.InvalidName, "use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit")]
    [InlineData("name=ä", Condition.InvalidName, "use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit", "\"\\u00e4\"")]
    [InlineData("name=a23456789012345678901234567890123456789012345678901234567890123b", Condition.InvalidName,
        "use 1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit", "a23456789012345678901234567890123456789012345678901234567890123…")]
    [InlineData("retain=0", Condition.InvalidRetain, "use a whole number from 1 to 100")]
    [InlineData("retain=08", Condition.InvalidRetain, "leading zeros aren't allowed, use 8")]
    [InlineData("retain=00", Condition.InvalidRetain, "use a whole number from 1 to 100")]
    [InlineData("interval=06", Condition.InvalidInterval, "leading zeros aren't allowed, use 6")]
    [InlineData("interval=05", Condition.InvalidInterval, "use 1, 2, 3, 4, 6, 8, 12 or 24")]
    [InlineData("retain=8\n", Condition.InvalidRetain, "use a whole number from 1 to 100", "\"8\\n\"")]
    [InlineData("retain= 8", Condition.InvalidRetain, "use a whole number from 1 to 100", "\" 8\"")]
    [InlineData("retain=+8", Condition.InvalidRetain, "use a whole number from 1 to 100")]
    [InlineData("retain=-1", Condition.InvalidRetain, "use a whole number from 1 to 100")]
    [InlineData("retain=8.0", Condition.InvalidRetain, "use a whole number from 1 to 100")]
    [InlineData("retain=99999999999", Condition.InvalidRetain, "use a whole number from 1 to 100")]
    [InlineData("retain=", Condition.InvalidRetain, "use a whole number from 1 to 100")]
    [InlineData("interval=0", Condition.InvalidInterval, "use 1, 2, 3, 4, 6, 8, 12 or 24")]
    [InlineData("interval=5", Condition.InvalidInterval, "use 1, 2, 3, 4, 6, 8, 12 or 24")]
    [InlineData("interval=48", Condition.InvalidInterval, "use 1, 2, 3, 4, 6, 8, 12 or 24")]
    [InlineData("interval=4h", Condition.InvalidInterval, "use 1, 2, 3, 4, 6, 8, 12 or 24")]
    [InlineData("start=2400", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=0060", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=030", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=00300", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=00:30", Condition.InvalidStart, "use 0030, not 00:30")]
    [InlineData("start=7:30", Condition.InvalidStart, "use 0730, not 7:30")]
    [InlineData("start=24:00", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=12:60", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=00:30:00", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=12:3", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=:30", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=:", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto")]
    [InlineData("start=٠٠٣٠", Condition.InvalidStart, "use a time HHMM from 0000 to 2359, for example 0030, or auto", "\"\\u0660\\u0660\\u0663\\u0660\"")]
    [InlineData("full-backup-interval=-1", Condition.InvalidFullBackupInterval, "use a whole number from 0 to 2147483647")]
    [InlineData("full-backup-interval=00", Condition.InvalidFullBackupInterval, "leading zeros aren't allowed, use 0")]
    [InlineData("full-backup-interval=2147483648", Condition.InvalidFullBackupInterval, "use a whole number from 0 to 2147483647")]
    [InlineData("concurrency=0", Condition.InvalidConcurrency, "use a whole number from 1 to 100")]
    [InlineData("concurrency=101", Condition.InvalidConcurrency, "use a whole number from 1 to 100")]
    [InlineData("archive=1", Condition.InvalidArchive, "use true or false")]
    [InlineData("archive-delete-after=2027-02-29", Condition.InvalidArchiveDeleteAfter, "use a date YYYY-MM-DD that exists, for example 2027-07-11")]
    [InlineData("archive-delete-after=27-02-01", Condition.InvalidArchiveDeleteAfter, "use a date YYYY-MM-DD that exists, for example 2027-07-11")]
    [InlineData("archive-delete-after=2027-2-1", Condition.InvalidArchiveDeleteAfter, "use a date YYYY-MM-DD that exists, for example 2027-07-11")]
    [InlineData("intervall=4", Condition.UnknownLabel, "there is no such key, did you mean " + P + "interval?")]
    [InlineData("Name=a", Condition.UnknownLabel, "there is no such key, did you mean " + P + "name?")]
    [InlineData("managed=true", Condition.UnknownLabel,
        "there is no such key, use one of enabled, name, retain, interval, start, full-backup-interval, concurrency, archive, archive-delete-after")]
    public void Refuses(string label, Condition condition, string advice, string? shown = null)
    {
        var (key, value) = label.Split('=') is [var k, var v] ? (P + k, v) : default;
        var violation = Assert.Single(LabelParser.Parse(LabelSet.Of((key, value)), A.Keys, Limits.Default).Violations);

        Assert.Equal(new Violation(condition, key, value, advice), violation);
        Assert.Equal($"{key}={shown ?? value} is not allowed: {advice}", violation.Message);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_in_the_order_of_the_table_and_unknown_ones_last()
    {
        var violations = Parse("aaa=1 archive=x concurrency=x enabled=x start=x zzz=1 retain=x name=X interval=x full-backup-interval=x archive-delete-after=x").Violations;

        Assert.Equal(
            [.. LabelTable.All.Select(row => row.Condition), Condition.UnknownLabel, Condition.UnknownLabel],
            violations.Select(violation => violation.Condition));
    }

    [Fact]
    public void Labels_of_others_are_ignored() => Assert.Empty(Parse("app.kubernetes.io/name=X retain.example.org/retain=x").Violations);

    [Fact]
    public void Longhorns_setting_is_named_as_the_ceiling_of_retain_and_measured_by_the_policy()
    {
        Assert.Equal(250, Parse("retain=250", new Limits(5)).Intent.Overrides.Retain);
        Assert.Equal("use a whole number from 1 to 5", Assert.Single(Parse("retain=0", new Limits(5)).Violations).Advice);
        Assert.Equal("use a whole number, 1 or more", Assert.Single(Parse("retain=0", Limits.Unknown).Violations).Advice);
    }

    [Fact]
    public void A_message_shows_no_more_of_a_value_than_a_label_could_hold_and_nothing_unprintable()
    {
        var value = "\u001b[31m\u202e" + new string('x', 70);
        var message = new Violation(Condition.InvalidStart, "key", value, "use another").Message;

        Assert.Equal($"key=\"\\u001b[31m\\u202e{new string('x', 57)}\"… is not allowed: use another", message);
        Assert.Equal("key= is not allowed: use another", new Violation(Condition.InvalidStart, "key", "", "use another").Message);
        Assert.Equal("key is missing: set it", new Violation(Condition.MissingEnabledLabel, "key", null, "set it").Message);
    }

    private static ParsedLabels Parse(string labels, Limits? limits = null) => LabelParser.Parse(A.Labels(labels), A.Keys, limits ?? Limits.Default);
}
