using System.Globalization;
using CsCheck;
using WebhookController.Core.Labels;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Labels;

/// Each value has exactly one spelling: what is printed is read back, and whatever is read prints as it was written.
public sealed class RoundTripTests
{
    private static readonly Limits Most = new(int.MaxValue);

    [Fact]
    public void Numbers() => Gen.OneOf(Gen.Int[-3, 300], Gen.Int).SampleTheSame(number =>
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(number >= 1, LabelTable.Retain.Grammar.TryRead(text, Most, out var read));
        if (number >= 1) Assert.Equal(number, read);
    });

    [Fact]
    public void Times() => Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59]).SampleTheSame((hour, minute) =>
    {
        Assert.True(LabelTable.Start.Grammar.TryRead($"{hour:00}{minute:00}", Most, out var read));
        Assert.Equal(new TimeOnly(hour, minute), read.Time);
    });

    [Fact]
    public void Dates() => Gen.DateOnly.SampleTheSame(date =>
    {
        Assert.True(LabelTable.ArchiveDeleteAfter.Grammar.TryRead(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Most, out var read));
        Assert.Equal(date, read);
    });

    [Fact]
    public void Whatever_is_read_prints_as_it_was_written() => Gen.Char["0123456789-+: tTrueao٣"].Array[0, 10].Select(chars => new string(chars)).SampleTheSame(text =>
    {
        if (LabelTable.FullBackupInterval.Grammar.TryRead(text, Most, out var number)) Assert.Equal(text, $"{number}");
        if (LabelTable.Interval.Grammar.TryRead(text, Most, out var interval)) Assert.Equal(text, $"{interval}");
        if (LabelTable.Start.Grammar.TryRead(text, Most, out var start)) Assert.Equal(text, start.Time is { } time ? $"{time:HHmm}" : StartTime.AutoText);
        if (LabelTable.ArchiveDeleteAfter.Grammar.TryRead(text, Most, out var date)) Assert.Equal(text, $"{date:yyyy-MM-dd}");
        if (LabelTable.Enabled.Grammar.TryRead(text, Most, out var enabled)) Assert.Equal(text, enabled ? "true" : "false");
    }, count: 20_000);
}
