using System.Net;
using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// From the label to the day after the last one, and all that can go wrong between.
public sealed class ArchiveTests
{
    private const string Series = """{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""";
    private static readonly (string, string)[] OptIn = [("enabled", "true"), ("name", "grafana")];
    private static readonly (string, string)[] Archived = [.. OptIn, ("archive", "true")];

    [Fact]
    public Task A_pvc_is_archived_guarded_deleted_retained_and_expires() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.Hold(Behaviours.Backups);
        scenario.Archived.Add("backup-mon-grafana");
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.LabelClaimAsync("mon", "grafana", ("archive", "true"), ("archive-delete-after", LastDay(scenario)));
        await Eventually.HoldsAsync("the backup is asked for", async () => (await ArchivesAsync(scenario, "backups")).Count == 1);

        var refusal = await scenario.DeleteClaimAsync("mon", "grafana");
        Assert.Equal(HttpStatusCode.Forbidden, refusal.Status);
        Assert.Contains("the archive of this PVC is not ready, the backup is at 0 %", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("backup.vluwte.nl/allow-delete=true", refusal.Message, StringComparison.Ordinal);

        scenario.Longhorn.Resume(Behaviours.Backups);
        await scenario.SeriesAppearsAsync("backup_archive_ready" + Series);
        await ReadyAsync(scenario);
        Assert.Equal(HttpStatusCode.OK, (await scenario.DeleteClaimAsync("mon", "grafana")).Status);

        await scenario.SeriesDisappearsAsync("backup_archive_ready{");
        await Eventually.HoldsAsync("it is said to be retained", () => Task.FromResult(
            scenario.Controller.Log.Lines.Any(line => line.EndsWith("recurringjob backup-mon-grafana: retained", StringComparison.Ordinal))));
        Assert.DoesNotContain("backup_archive_expired{", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);

        scenario.MoveClock(TimeSpan.FromDays(2));
        await scenario.SeriesAppearsAsync("backup_archive_expired" + Series);
        Assert.NotNull(await scenario.FindJobAsync("backup-mon-grafana"));
        scenario.Archived.Clear();
        await scenario.Api.DeleteAsync($"{Api.Longhorn}recurringjobs/backup-mon-grafana");
        await scenario.SeriesDisappearsAsync("backup_archive_expired{");
    }, new ScenarioOptions { RegistersWebhooks = true });

    [Fact]
    public Task The_backup_of_an_archive_is_full_says_whose_it_is_and_is_of_no_job() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", [.. Archived, ("archive-delete-after", "2099-07-11")]);
        await ReadyAsync(scenario);

        var backup = Assert.Single(await ArchivesAsync(scenario, "backups"));
        Assert.Equal("full", backup["spec"]!["backupMode"]!.GetValue<string>());
        var labels = backup["spec"]!["labels"]!.AsObject();
        Assert.Equal("mon", labels["backup.vluwte.nl/source-namespace"]!.GetValue<string>());
        Assert.Equal("2099-07-11", labels["backup.vluwte.nl/archive-delete-after"]!.GetValue<string>());
        Assert.Null(labels["RecurringJob"]);
    });

    [Fact]
    public Task A_failed_backup_is_said_and_tried_again_after_its_delay() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.FailNextBackup("no space left in the bucket");
        await scenario.CreateClaimAsync("mon", "grafana", Archived);
        await scenario.SeriesAppearsAsync("backup_archive_failed" + Series);
        await Eventually.HoldsAsync("the reason is in the log", () => Task.FromResult(
            scenario.Controller.Log.Lines.Any(line => line.Contains("no space left in the bucket", StringComparison.Ordinal))));
        await scenario.Controller.IdleAsync();
        Assert.Single(await ArchivesAsync(scenario, "snapshots"));

        scenario.MoveClock(TimeSpan.FromMinutes(6));

        await ReadyAsync(scenario);
        Assert.Equal(2, (await ArchivesAsync(scenario, "snapshots")).Count);
        await scenario.SeriesDisappearsAsync("backup_archive_failed{");
    });

    [Fact]
    public Task A_snapshot_that_fails_is_tried_again_too() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.FailNextSnapshot("the volume is faulted");
        await scenario.CreateClaimAsync("mon", "grafana", Archived);
        await scenario.SeriesAppearsAsync("backup_archive_failed" + Series);

        scenario.MoveClock(TimeSpan.FromMinutes(6));

        await ReadyAsync(scenario);
    });

    [Fact]
    public Task A_pvc_that_goes_before_its_archive_is_ready_leaves_a_failed_archive_and_its_job() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.Hold(Behaviours.Backups);
        scenario.Archived.Add("backup-mon-grafana");
        await scenario.CreateClaimAsync("mon", "grafana", Archived);
        await Eventually.HoldsAsync("the backup is asked for", async () => (await ArchivesAsync(scenario, "backups")).Count == 1);

        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);

        await scenario.SeriesAppearsAsync("backup_archive_failed" + Series);
        Assert.NotNull(await scenario.FindJobAsync("backup-mon-grafana"));
    });

    [Fact]
    public Task An_archive_label_taken_off_brings_the_job_back_to_normal_and_leaves_what_is_made() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archived);
        await ReadyAsync(scenario);

        await scenario.LabelClaimAsync("mon", "grafana", ("archive", null));

        await Eventually.HoldsAsync("the job is back to normal", async () =>
            (await scenario.JobAsync("backup-mon-grafana"))["metadata"]!["labels"]!["backup.vluwte.nl/archive"] is null
            && Mark(await scenario.JobAsync("backup-mon-grafana"), "archive-backup") is null);
        await scenario.SeriesDisappearsAsync("backup_archive_ready{");
        Assert.Single(await ArchivesAsync(scenario, "backups"));
    });

    private static Task ReadyAsync(Scenario scenario) => Eventually.HoldsAsync("the job says which backup is the archive", async () =>
        await scenario.FindJobAsync("backup-mon-grafana") is { } job
        && Mark(job, "archive-backup") is { } backup && Mark(job, "archive-completed-at") is { Length: > 0 }
        && (await ArchivesAsync(scenario, "backups")).Any(found => found["metadata"]!["name"]!.GetValue<string>() == backup));

    private static async Task<IReadOnlyList<JsonObject>> ArchivesAsync(Scenario scenario, string resource) =>
        [.. (await scenario.Api.ListAsync(Api.Longhorn + resource)).Where(item => item["metadata"]!["name"]!.GetValue<string>().StartsWith("archive-", StringComparison.Ordinal))];

    private static string? Mark(JsonObject job, string annotation) =>
        job["metadata"]!["annotations"]?[$"backup.vluwte.nl/{annotation}"]?.GetValue<string>();

    private static string LastDay(Scenario scenario) =>
        scenario.Clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
