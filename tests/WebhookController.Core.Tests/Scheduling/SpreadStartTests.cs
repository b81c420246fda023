using WebhookController.Core.Labels;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Tests.Scheduling;

public sealed class SpreadStartTests
{
    private const int Jobs = 10_000;

    public static TheoryData<int> Intervals => [1, 2, 3, 4, 6, 8, 12, 24];

    // Pinned: another start for the jobs that exist would move every backup of a cluster.
    [Theory]
    [InlineData("backup-web-data", 4, "01:34")]
    [InlineData("backup-web-data", 24, "13:34")]
    [InlineData("backup-web-data", 1, "00:34")]
    [InlineData("backup-monitoring-loki", 4, "02:31")]
    [InlineData("backup-monitoring-prometheus-serv-8d5f0f6c", 12, "04:47")]
    public void The_start_of_a_job_never_changes(string job, int interval, string start) => Assert.Equal(start, $"{SpreadStart.Of(job, interval):HH:mm}");

    // A fair spread has a larger value in one of ten thousand tries.
    [Theory]
    [MemberData(nameof(Intervals))]
    public void Ten_thousand_jobs_spread_evenly_over_the_minutes_of_the_interval(int interval)
    {
        var minutes = interval * 60;
        var counts = new int[minutes];
        for (var n = 0; n < Jobs; n++) counts[(int)SpreadStart.Of($"backup-ns-{n % 100}-data-{n}", interval).ToTimeSpan().TotalMinutes]++;

        var (expected, degrees) = ((double)Jobs / minutes, minutes - 1);
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, Quantile(-3.72, degrees), Quantile(3.72, degrees));
    }

    [Fact]
    public void It_is_within_the_first_interval_of_the_day() =>
        Assert.All(Intervals, interval => Assert.All(Enumerable.Range(0, 200), n => Assert.True(SpreadStart.Of($"job-{n}", interval.Data).Hour < interval.Data)));

    [Fact]
    public void It_follows_from_the_name_and_the_interval_alone_whoever_was_asked_before()
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(n => $"backup-web-{n}")];
        var starts = names.ToDictionary(name => name, name => SpreadStart.Of(name, 4));

        Assert.All(names.Reverse(), name => Assert.Equal(starts[name], SpreadStart.Of(name, 4)));
        Assert.True(starts.Values.Distinct().Count() > 50);
    }

    [Theory]
    [MemberData(nameof(Intervals))]
    public void The_cron_line_reads_back_to_the_same_times(int interval) => Assert.All(Enumerable.Range(0, 200).Select(n => $"backup-web-{n}"), job =>
        Assert.Equal(new RunTimes(SpreadStart.Of(job, interval), TimeSpan.FromHours(interval)), CronSchedule.Read(CronSchedule.Every(interval, StartTime.Auto.For(job, interval)))));

    [Fact]
    public void A_time_of_day_is_what_it_says() => Assert.Equal(new TimeOnly(5, 30), new StartTime(new TimeOnly(5, 30)).For("backup-web-data", 4));

    // Wilson and Hilferty's approximation of the quantiles of chi-square.
    private static double Quantile(double z, int degrees) => degrees * Math.Pow(1 - 2.0 / (9 * degrees) + z * Math.Sqrt(2.0 / (9 * degrees)), 3);
}
