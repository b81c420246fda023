using System.Globalization;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Backups that jobs make, beside archives and after their PVC.
public sealed class BackupTests
{
    private const string Orphaned = "backup_pvc_orphaned" + Archives.Series;

    [Fact]
    public Task An_archive_is_never_counted_in_the_retention_of_its_job_nor_removed_by_it() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", [.. Archives.OptIn, ("retain", "2")]);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await RunJobAsync(scenario);
        await scenario.LabelClaimAsync("mon", "grafana", ("archive", "true"));
        await Archives.ReadyAsync(scenario);

        for (var run = 2; run <= 4; run++) await RunJobAsync(scenario);

        await Eventually.HoldsAsync("the job keeps two of its own", async () => (await scenario.Api.ListAsync($"{Api.Longhorn}backups")).Count == 3);
        Assert.Single(await Archives.ListAsync(scenario, "backups"));
        await Archives.ReadyAsync(scenario);
    });

    [Fact]
    public Task A_pvc_is_orphaned_until_the_last_of_its_backups_is_gone_from_the_target_however_often_that_is_read() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        var backup = await RunJobAsync(scenario);
        await scenario.DeleteClaimAsync("mon", "grafana");
        await scenario.JobIsGoneAsync(Archives.Job);
        await scenario.SeriesAppearsAsync(Orphaned);

        await scenario.Longhorn.RereadTargetAsync(TestContext.Current.CancellationToken);
        await scenario.RestartControllerAsync();
        await scenario.SeriesAppearsAsync(Orphaned);

        await scenario.Api.DeleteAsync($"{Api.Longhorn}backups/{backup}");
        await scenario.SeriesDisappearsAsync("backup_pvc_orphaned{");
    });

    [Fact]
    public Task Backups_come_and_go_by_schedule_and_nothing_is_written_for_them() => Scenario.RunAsync(async scenario =>
    {
        // What comes and goes without end never comes to rest.
        scenario.Longhorn.Hold(Behaviours.Schedules);
        await scenario.CreateClaimAsync("mon", "grafana", [.. Archives.OptIn, ("retain", "2"), ("interval", "1")]);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        scenario.Longhorn.Resume(Behaviours.Schedules);
        await Eventually.HoldsAsync("the fifth backup of the job", async () => (await scenario.Api.ListAsync($"{Api.Longhorn}backups"))
            .Any(backup => backup["metadata"]!["name"]!.GetValue<string>().Split('-')[^1] is var number && int.Parse(number, CultureInfo.InvariantCulture) >= 5));

        scenario.Longhorn.Hold(Behaviours.Schedules);
        Assert.Empty(scenario.Writes);
        await scenario.JobAsync(Archives.Job);
    }, new ScenarioOptions { Longhorn = new LonghornStandInOptions { JobClockSpeed = 36_000 } });

    private static async Task<string> RunJobAsync(Scenario scenario) =>
        Assert.Single(await scenario.Longhorn.RunJobAsync(Archives.Job, TestContext.Current.CancellationToken));
}
