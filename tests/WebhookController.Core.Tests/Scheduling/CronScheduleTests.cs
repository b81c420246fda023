using System.Globalization;
using CsCheck;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Scheduling;

public sealed class CronScheduleTests
{
    private static readonly int[] Legal = [1, 2, 3, 4, 6, 8, 12, 24];

    [Theory]
    [InlineData(4, "00:30", "30 0/4 * * ?")]
    [InlineData(4, "05:30", "30 1/4 * * ?")]
    [InlineData(1, "17:05", "5 0/1 * * ?")]
    [InlineData(12, "23:59", "59 11/12 * * ?")]
    [InlineData(24, "00:00", "0 0 * * ?")]
    [InlineData(24, "23:07", "7 23 * * ?")]
    public void Prints_as_the_contract_says(int interval, string start, string cron) =>
        Assert.Equal(cron, CronSchedule.Every(interval, TimeOnly.Parse(start, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_start_and_interval_runs_at_the_promised_times_of_every_day() => Gen.Select(
        Gen.OneOf([.. Legal.Select(Gen.Const)]), Gen.Int[0, 23], Gen.Int[0, 59]).SampleTheSame((interval, hour, minute) =>
    {
        var promised = Enumerable.Range(0, 24 / interval).Select(run => new TimeOnly((hour + run * interval) % 24, minute)).Order();

        Assert.Equal(promised, RunsOfADay(CronSchedule.Every(interval, new TimeOnly(hour, minute))));
    }, count: 20_000);

    [Fact]
    public void Every_line_that_is_written_is_read_back_as_it_runs() => Gen.Select(
        Gen.OneOf([.. Legal.Select(Gen.Const)]), Gen.Int[0, 23], Gen.Int[0, 59]).SampleTheSame((interval, hour, minute) =>
    {
        var line = CronSchedule.Every(interval, new TimeOnly(hour, minute));

        Assert.Equal(new RunTimes(RunsOfADay(line).First(), TimeSpan.FromHours(interval)), CronSchedule.Read(line));
    }, count: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData(" * * ?")]
    [InlineData("30 * * ?")]
    [InlineData("30 0/4 * *")]
    [InlineData("30 0/4 * * 1")]
    [InlineData("30 0/4 1 * ?")]
    [InlineData("30 0/4 * * ? *")]
    [InlineData("0 30 0/4 * * ?")]
    [InlineData("30 */4 * * ?")]
    [InlineData("30 5/4 * * ?")]
    [InlineData("30 0/5 * * ?")]
    [InlineData("30 0/0 * * ?")]
    [InlineData("30 0/ * * ?")]
    [InlineData("30 /4 * * ?")]
    [InlineData("60 0/4 * * ?")]
    [InlineData("30 24 * * ?")]
    [InlineData("-1 0 * * ?")]
    [InlineData("1,31 0 * * ?")]
    [InlineData("@daily")]
    public void A_line_that_is_not_ours_is_ignored(string line) => Assert.Null(CronSchedule.Read(line));

    // Robfig/cron's ParseStandard, as far as our lines go: five fields; "H/I" is H to the end of the range in steps of I.
    private static IEnumerable<TimeOnly> RunsOfADay(string cron)
    {
        var fields = cron.Split(' ');
        Assert.Equal(5, fields.Length);
        Assert.Equal(["*", "*", "?"], fields[2..]);
        return from hour in Values(fields[1], 23)
               from minute in Values(fields[0], 59)
               select new TimeOnly(hour, minute);
    }

    private static IEnumerable<int> Values(string field, int last)
    {
        var parts = field.Split('/');
        var first = int.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture);
        if (parts.Length == 1) { yield return first; yield break; }
        var step = int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture);
        for (var value = first; value <= last; value += step) yield return value;
    }
}
