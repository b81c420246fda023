using System.Globalization;
using Sandbox;
using Sandbox.Longhorn;
using WebhookController.Core.Scheduling;

namespace WebhookController.Tests.SandboxTests;

// Jobs run by their cron lines, on a fast clock.
public sealed class JobClockTests : StandInTest
{
    // An hour in a hundredth of a second.
    private protected override LonghornStandInOptions StandInOptions => new() { JobClockSpeed = 360_000 };

    [Fact]
    public async Task Backups_of_a_job_appear_and_only_the_last_ones_of_its_own_are_kept()
    {
        await CreateAsync("Volume", """{"metadata":{"name":"v","labels":{"recurring-job.longhorn.io/a":"enabled"}}}""");
        await CreateAsync("Snapshot", """{"metadata":{"name":"s"},"spec":{"volume":"v"}}""");
        await UntilAsync($"{Longhorn}/snapshots/s", reply => (bool?)reply["status", "readyToUse"] == true);
        await CreateAsync("Backup", """{"metadata":{"name":"of-no-job"},"spec":{"snapshotName":"s"}}""");
        await UntilAsync($"{Longhorn}/backups/of-no-job", reply => (string?)reply["status", "state"] == "Completed");

        await PostAsync(Jobs, Job("a").Replace("\"retain\":8", "\"retain\":2", StringComparison.Ordinal));

        await UntilAsync($"{Longhorn}/backups", reply => Names(reply).Any(name => int.TryParse(name.Split('-')[^1], CultureInfo.InvariantCulture, out var run) && run >= 5));
        await DeleteAsync($"{Jobs}/a");
        await UntilAsync($"{Longhorn}/backups", reply => Names(reply).Count() <= 4);
        Assert.Contains("of-no-job", Names(await GetAsync($"{Longhorn}/backups")));
    }

    [Fact]
    public async Task Held_schedules_run_nothing_until_they_are_resumed()
    {
        StandIn.Hold(Behaviours.Schedules);
        await CreateAsync("Volume", """{"metadata":{"name":"v","labels":{"recurring-job.longhorn.io/a":"enabled"}}}""");
        await PostAsync(Jobs, Job("a"));
        // A manual run takes as long as several scheduled ones.
        await UntilAsync(Jobs, reply => Names(reply).Contains("a"));
        Assert.Single(await StandIn.RunJobAsync("a", Cancelled));
        Assert.Single(Names(await GetAsync($"{Longhorn}/backups")));

        StandIn.Resume(Behaviours.Schedules);

        await UntilAsync($"{Longhorn}/backups", reply => Names(reply).Count() > 1);
    }

    [Theory]
    [InlineData(4, "0030", "2028-02-28T20:30:00Z", "2028-02-29T00:30:00Z")]
    [InlineData(4, "0530", "2026-12-31T21:30:00Z", "2027-01-01T01:30:00Z")]
    [InlineData(24, "0715", "2026-11-23T07:14:59Z", "2026-11-23T07:15:00Z")]
    [InlineData(1, "0005", "2026-11-23T23:05:00Z", "2026-11-24T00:05:00Z")]
    public void The_cron_lines_we_write_run_when_we_say(int interval, string start, string time, string next)
    {
        var line = CronLine.Read(CronSchedule.Every(interval, TimeOnly.ParseExact(start, "HHmm", CultureInfo.InvariantCulture)))!;
        Assert.Equal(Time(next), line.After(Time(time)));
    }

    [Theory]
    [InlineData("@daily", "2026-11-24T00:00:00Z")]
    [InlineData("@hourly", "2026-11-23T13:00:00Z")]
    public void Named_lines_run_too(string line, string next) => Assert.Equal(Time(next), CronLine.Read(line)!.After(Time("2026-11-23T12:30:00Z")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30 0/4 * * 1")]
    [InlineData("60 0 * * ?")]
    [InlineData("x 0 * * ?")]
    [InlineData("0 0/0 * * ?")]
    public void Other_cron_lines_are_not_supported(string? line) => Assert.Null(CronLine.Read(line));

    private static IEnumerable<string> Names(Reply list) => list["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
