using WebhookController.Core.Scheduling;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// start=auto: each job starts at a minute of its own.
public sealed class SpreadStartTests
{
    [Fact]
    public Task Two_jobs_start_at_different_minutes_and_a_restart_writes_nothing() => Scenario.RunAsync(async scenario =>
    {
        await scenario.LabelNamespaceAsync("shop", ("start", "auto"));
        foreach (var pvc in (string[])["grafana", "wiki"])
        {
            await scenario.CreateClaimAsync("shop", pvc, ("enabled", "true"));
            await scenario.VolumeCarriesAsync("shop", pvc, $"backup-shop-{pvc}");
        }
        string[] crons = [await CronAsync(scenario, "backup-shop-grafana"), await CronAsync(scenario, "backup-shop-wiki")];
        Assert.Equal([Spread("backup-shop-grafana", 4), Spread("backup-shop-wiki", 4)], crons);
        Assert.NotEqual(crons[0], crons[1]);
        await scenario.SeriesAppearsAsync("backup_schedule_peak_starts", 1);
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        await scenario.RestartControllerAsync();
        await scenario.SeriesAppearsAsync("backup_schedule_peak_starts", 1);
        await scenario.IdleAsync();

        Assert.Empty(scenario.Writes);
    });

    [Fact]
    public Task A_spread_job_follows_its_interval_and_its_event_says_when_it_runs() => Scenario.RunAsync(async scenario =>
    {
        // So that a label that goes gives way to the built-in defaults.
        await scenario.SetDefaultsAsync();
        await scenario.CreateClaimAsync("shop", "grafana", ("enabled", "true"), ("start", "auto"));
        await scenario.JobAsync("backup-shop-grafana");
        var first = SpreadStart.Of("backup-shop-grafana", 4);
        await Eventually.HoldsAsync("the Event", async () => (await scenario.Api.ListAsync("apis/events.k8s.io/v1/namespaces/shop/events")).Any(told =>
            ((string)told["note"]!).StartsWith($"recurringjob backup-shop-grafana was created and runs every 4 hours from {first:HH:mm} UTC: ", StringComparison.Ordinal)));

        await scenario.LabelClaimAsync("shop", "grafana", ("interval", "24"));
        await scenario.JobHasAsync("backup-shop-grafana", Spread("backup-shop-grafana", 24), 8);
        await scenario.LabelClaimAsync("shop", "grafana", ("interval", null));
        await scenario.JobHasAsync("backup-shop-grafana", Spread("backup-shop-grafana", 4), 8);

        await scenario.LabelClaimAsync("shop", "grafana", ("start", null));
        await scenario.SetDefaultsAsync(("start", "auto"), ("interval", "6"));
        await scenario.JobHasAsync("backup-shop-grafana", Spread("backup-shop-grafana", 6), 8);
    });

    private static async Task<string> CronAsync(Scenario scenario, string job) => (string)(await scenario.JobAsync(job))["spec"]!["cron"]!;

    private static string Spread(string job, int interval) => CronSchedule.Every(interval, SpreadStart.Of(job, interval));
}
