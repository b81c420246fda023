using System.Text;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Scheduling;
using WebhookController.Core.Status;
using WebhookController.Observability;

namespace WebhookController.Tests.Observability;

public sealed class ScheduleMetricsTests
{
    private readonly ControllerMetrics _metrics = new();
    private readonly ScheduleMetrics _schedule;

    public ScheduleMetricsTests() => _schedule = new ScheduleMetrics(_metrics);

    [Fact]
    public async Task Every_hour_of_the_day_has_a_series_from_the_start()
    {
        Assert.Equal([.. Enumerable.Range(0, 24).Select(hour => $"{hour:00} 0")], await ByHourAsync());
        Assert.Equal("0", await PeakAsync());
    }

    [Fact]
    public async Task Each_run_of_a_day_counts_in_its_hour_and_the_fullest_minute_is_the_peak()
    {
        _schedule.Publish(Deltas.Of(Job("a", 0, 30, 6), Job("b", 0, 30, 12), Job("c", 0, 31, 6), Job("d", 5, 0, 24)));

        Assert.Equal(["00 3", "05 1", "06 2", "12 3", "18 2"], (await ByHourAsync()).Where(hour => !hour.EndsWith(" 0", StringComparison.Ordinal)));
        Assert.Equal("2", await PeakAsync());
    }

    [Fact]
    public async Task A_job_that_moves_or_goes_leaves_its_hours()
    {
        _schedule.Publish(Deltas.Of(Job("a", 0, 30, 24), Job("b", 0, 30, 24)));
        _schedule.Publish(Deltas.Of(Job("a", 7, 15, 24)) with { Full = false });
        Assert.Equal(["00 1", "07 1"], (await ByHourAsync()).Where(hour => !hour.EndsWith(" 0", StringComparison.Ordinal)));
        Assert.Equal("1", await PeakAsync());

        _schedule.Publish(Deltas.Of(Job("a", 7, 15, 24)));
        Assert.Equal(["07 1"], (await ByHourAsync()).Where(hour => !hour.EndsWith(" 0", StringComparison.Ordinal)));
        _schedule.Publish(PlanDelta.Nothing);
        Assert.Equal("0", await PeakAsync());
    }

    // Whose cron line somebody changed by hand.
    [Fact]
    public async Task A_job_whose_times_nobody_knows_counts_nowhere()
    {
        _schedule.Publish(Deltas.Of(Job("a", 0, 30, 24) with { Runs = null }));

        Assert.Equal("0", await PeakAsync());
    }

    [Fact]
    public async Task Thousands_of_spread_starts_have_no_peak_to_speak_of()
    {
        var jobs = Enumerable.Range(0, 10_000).Select(n => $"backup-team-{n % 300}-data-{n}")
            .Select(name => Job(name, new RunTimes(SpreadStart.Of(name, 4), TimeSpan.FromHours(4)))).ToArray();
        _schedule.Publish(Deltas.Of(jobs));

        // 10,000 over 240 minutes are 42 a minute.
        Assert.InRange(int.Parse(await PeakAsync()), 43, 80);
        Assert.All(await ByHourAsync(), hour => Assert.InRange(int.Parse(hour.Split(' ')[1]), 2_300, 2_700));
    }

    private static ProtectionStatus Job(string name, int hour, int minute, int interval) => Job(name, new(new TimeOnly(hour, minute), TimeSpan.FromHours(interval)));

    private static ProtectionStatus Job(string name, RunTimes runs) => new(new ObjectKey("mon", name), name, ReasonedState.For(ProtectionReason.Ok)) { Runs = runs };

    private async Task<IEnumerable<string>> ByHourAsync() => (await LinesAsync("backup_schedule_starts{")).Select(line => line["backup_schedule_starts{hour=\"".Length..].Replace("\"}", "", StringComparison.Ordinal));

    private async Task<string> PeakAsync() => Assert.Single(await LinesAsync("backup_schedule_peak_starts ")).Split(' ')[1];

    private async Task<IReadOnlyList<string>> LinesAsync(string prefix)
    {
        using var text = new MemoryStream();
        await _metrics.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return [.. Encoding.UTF8.GetString(text.ToArray()).Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
