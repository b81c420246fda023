using System.Net;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// From the label to the day after the last one, and all that can go wrong between.
public sealed class ArchiveTests
{
    [Fact]
    public Task A_pvc_is_archived_guarded_deleted_retained_and_expires() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.Hold(Behaviours.Backups);
        scenario.Archived.Add("backup-mon-grafana");
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.LabelClaimAsync("mon", "grafana", ("archive", "true"), ("archive-delete-after", LastDay(scenario)));
        await Eventually.HoldsAsync("the controller knows of the backup", () => Task.FromResult(!scenario.Controller.State.Longhorn.Backups.Items.IsEmpty));

        var refusal = await scenario.DeleteClaimAsync("mon", "grafana");
        Assert.Equal(HttpStatusCode.Forbidden, refusal.Status);
        Assert.Contains("the archive of this PVC is not ready, the backup is at 0 %", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("backup.vluwte.nl/allow-delete=true", refusal.Message, StringComparison.Ordinal);

        scenario.Longhorn.Resume(Behaviours.Backups);
        await scenario.SeriesAppearsAsync("backup_archive_ready" + Archives.Series);
        await Archives.ReadyAsync(scenario);
        Assert.Equal(HttpStatusCode.OK, (await scenario.DeleteClaimAsync("mon", "grafana")).Status);

        await scenario.SeriesDisappearsAsync("backup_archive_ready{");
        await Eventually.HoldsAsync("it is said to be retained", () => Task.FromResult(
            scenario.Controller.Log.Lines.Any(line => line.EndsWith("recurringjob backup-mon-grafana: retained", StringComparison.Ordinal))));
        Assert.DoesNotContain("backup_archive_expired{", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);

        scenario.MoveClock(TimeSpan.FromDays(2));
        await scenario.SeriesAppearsAsync("backup_archive_expired" + Archives.Series);
        Assert.NotNull(await scenario.FindJobAsync("backup-mon-grafana"));
        scenario.Archived.Clear();
        await scenario.Api.DeleteAsync($"{Api.Longhorn}recurringjobs/backup-mon-grafana");
        await scenario.SeriesDisappearsAsync("backup_archive_expired{");
    }, new ScenarioOptions { RegistersWebhooks = true });

    [Fact]
    public Task The_backup_of_an_archive_is_full_says_whose_it_is_and_is_of_no_job() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", [.. Archives.Archived, ("archive-delete-after", "2099-07-11")]);
        await Archives.ReadyAsync(scenario);

        var backup = Assert.Single(await Archives.ListAsync(scenario, "backups"));
        Assert.Equal("full", backup["spec"]!["backupMode"]!.GetValue<string>());
        var labels = backup["spec"]!["labels"]!.AsObject();
        Assert.Equal("mon", labels["backup.vluwte.nl/source-namespace"]!.GetValue<string>());
        Assert.Equal("2099-07-11", labels["backup.vluwte.nl/archive-delete-after"]!.GetValue<string>());
        Assert.Null(labels["RecurringJob"]);
    });

    [Fact]
    public Task An_archive_label_taken_off_brings_the_job_back_to_normal_and_leaves_what_is_made() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await Archives.ReadyAsync(scenario);

        await scenario.LabelClaimAsync("mon", "grafana", ("archive", null));

        await Eventually.HoldsAsync("the job is back to normal", async () =>
            (await scenario.JobAsync("backup-mon-grafana"))["metadata"]!["labels"]!["backup.vluwte.nl/archive"] is null
            && Archives.Mark(await scenario.JobAsync("backup-mon-grafana"), "archive-backup") is null);
        await scenario.SeriesDisappearsAsync("backup_archive_ready{");
        Assert.Single(await Archives.ListAsync(scenario, "backups"));
    });

    private static string LastDay(Scenario scenario) =>
        scenario.Clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
