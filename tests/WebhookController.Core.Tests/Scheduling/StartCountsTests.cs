using CsCheck;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Tests.Support;

namespace WebhookController.Core.Tests.Scheduling;

public sealed class StartCountsTests
{
    private readonly StartCounts _counts = new();

    [Fact]
    public void Without_jobs_nothing_starts()
    {
        Assert.Equal(0, _counts.Peak);
        Assert.All(Enumerable.Range(0, 24), hour => Assert.Equal(0, _counts.InHour(hour)));
    }

    [Fact]
    public void Every_run_of_the_day_counts()
    {
        _counts.Add(Runs(0, 30, 4));
        _counts.Add(Runs(20, 30, 24));
        _counts.Add(Runs(20, 31, 24));

        Assert.Equal(["0=1", "4=1", "8=1", "12=1", "16=1", "20=3"], Enumerable.Range(0, 24).Where(hour => _counts.InHour(hour) > 0).Select(hour => $"{hour}={_counts.InHour(hour)}"));
        Assert.Equal((2, new TimeOnly(20, 30)), (_counts.Peak, _counts.PeakAt));
    }

    [Fact]
    public void Of_several_minutes_the_first_is_the_peak()
    {
        _counts.Add(Runs(1, 15, 6));

        Assert.Equal((1, new TimeOnly(1, 15)), (_counts.Peak, _counts.PeakAt));
    }

    [Fact]
    public void What_is_added_and_removed_leaves_what_is_left() => Gen.Select(
        Gen.OneOf([.. new[] { 1, 2, 3, 4, 6, 8, 12, 24 }.Select(Gen.Const)]), Gen.Int[0, 23], Gen.Int[0, 59], Gen.Bool).Array[0, 20].SampleTheSame(jobs =>
    {
        var (counts, left) = (new StartCounts(), new StartCounts());
        foreach (var (interval, hour, minute, goes) in jobs)
        {
            counts.Add(Runs(hour % interval, minute, interval));
            if (!goes) left.Add(Runs(hour % interval, minute, interval));
        }
        foreach (var (interval, hour, minute, goes) in jobs)
            if (goes) counts.Remove(Runs(hour % interval, minute, interval));

        Assert.Equal((left.Peak, left.PeakAt), (counts.Peak, counts.PeakAt));
        Assert.All(Enumerable.Range(0, 24), hour => Assert.Equal(left.InHour(hour), counts.InHour(hour)));
        Assert.Equal(jobs.Where(job => !job.Item4).Sum(job => 24 / job.Item1), Enumerable.Range(0, 24).Sum(counts.InHour));
    });

    private static RunTimes Runs(int hour, int minute, int interval) => new(new TimeOnly(hour, minute), TimeSpan.FromHours(interval));
}
