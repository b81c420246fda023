using System.Globalization;
using CsCheck;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Scheduling;

public sealed class RunTimesTests
{
    [Theory]
    [InlineData(4, "2026-11-23T12:00:00Z", "2026-11-23T12:30:00Z")]
    [InlineData(4, "2026-11-23T12:29:59Z", "2026-11-23T12:30:00Z")]
    [InlineData(4, "2026-11-23T12:30:00Z", "2026-11-23T16:30:00Z")]
    [InlineData(4, "2026-11-23T00:00:00Z", "2026-11-23T00:30:00Z")]
    [InlineData(4, "2026-11-23T21:00:00Z", "2026-11-24T00:30:00Z")]
    [InlineData(24, "2026-12-31T23:59:59Z", "2027-01-01T00:30:00Z")]
    [InlineData(24, "2026-11-23T02:00:00+02:00", "2026-11-23T00:30:00Z")]
    public void The_next_run_is_the_first_one_after(int hours, string time, string next) =>
        Assert.Equal(At(next), new RunTimes(new TimeOnly(0, 30), TimeSpan.FromHours(hours)).Next(At(time)));

    [Fact]
    public void Runs_follow_each_other_at_the_interval_over_midnight_too() => Gen.Select(
        Gen.OneOf([.. new[] { 1, 2, 3, 4, 6, 8, 12, 24 }.Select(Gen.Const)]), Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[0, 200_000]).SampleTheSame((hours, hour, minute, later) =>
    {
        var runs = CronSchedule.Read(CronSchedule.Every(hours, new TimeOnly(hour, minute)))!;
        var first = runs.Next(At("2026-11-23T00:00:00Z").AddSeconds(later));

        Assert.Equal(first + runs.Interval, runs.Next(first));
        Assert.Equal(minute, first.Minute);
    }, count: 20_000);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
