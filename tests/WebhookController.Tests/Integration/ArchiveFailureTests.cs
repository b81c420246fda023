using System.Globalization;
using System.Net;
using Sandbox;
using Sandbox.Longhorn;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// All that can go wrong in Longhorn while a PVC is archived, and what is made of it.
public sealed class ArchiveFailureTests
{
    private const string Failed = "backup_archive_failed" + Archives.Series;
    private const string Ready = "backup_archive_ready" + Archives.Series;

    [Theory]
    [InlineData("Error")]
    [InlineData("Unknown")]
    public Task A_failed_backup_is_reported_and_retried_after_its_delay(string state) => Scenario.RunAsync(async scenario =>
    {
        const string Reason = "no space left in the bucket";
        scenario.Longhorn.NextBackup(state == "Error" ? InjectedFailure.Error(Reason) : InjectedFailure.Unknown(Reason));
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await scenario.SeriesAppearsAsync(Failed);
        await LogSaysAsync(scenario, Reason);
        await scenario.IdleAsync();
        Assert.Single(await Archives.ListAsync(scenario, "snapshots"));

        scenario.MoveClock(TimeSpan.FromMinutes(6));

        await Archives.ReadyAsync(scenario);
        Assert.Equal(2, (await Archives.ListAsync(scenario, "snapshots")).Count);
        await scenario.SeriesDisappearsAsync("backup_archive_failed{");
    });

    [Fact]
    public Task A_snapshot_that_fails_is_tried_again_too() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.FailNextSnapshot("the volume is faulted");
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await scenario.SeriesAppearsAsync(Failed);

        scenario.MoveClock(TimeSpan.FromMinutes(6));

        await Archives.ReadyAsync(scenario);
    });

    [Fact]
    public Task A_snapshot_that_never_gets_ready_is_tried_again_after_an_hour_and_not_before() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Longhorn.NextSnapshot(InjectedFailure.Hang());
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await CountAsync(scenario, "snapshots", 1);
        scenario.MoveClock(TimeSpan.FromMinutes(59));
        await scenario.IdleAsync();
        await CountAsync(scenario, "snapshots", 1);
        Assert.False(await scenario.Controller.HasSeriesAsync(Failed));

        scenario.MoveClock(TimeSpan.FromMinutes(2));

        await Archives.ReadyAsync(scenario);
        await CountAsync(scenario, "snapshots", 2);
        await CountAsync(scenario, "backups", 1);
    });

    [Fact]
    public Task A_backup_stuck_at_15_percent_is_neither_ready_nor_failed_and_guards_its_pvc() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.NextBackup(InjectedFailure.Hang(progress: 15));
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await scenario.VolumeOfAsync("mon", "grafana");
        await Eventually.HoldsAsync("the refusal says how far it is", async () => (await scenario.DeleteClaimAsync("mon", "grafana")) switch
        {
            { Status: HttpStatusCode.Forbidden } refusal => refusal.Message.Contains("the backup is at 15 %", StringComparison.Ordinal),
            var answer => throw new InvalidOperationException($"the PVC was let go: {answer.Status}"),
        });

        scenario.MoveClock(TimeSpan.FromDays(30));
        await scenario.IdleAsync();

        Assert.Equal((false, false), (await scenario.Controller.HasSeriesAsync(Ready), await scenario.Controller.HasSeriesAsync(Failed)));
        await CountAsync(scenario, "snapshots", 1);
        await CountAsync(scenario, "backups", 1);
    }, new ScenarioOptions { RegistersWebhooks = true });

    [Fact]
    public Task An_archive_waits_for_its_backup_target_and_makes_no_snapshot_that_would_become_too_old() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.Longhorn.LoseTargetAsync(ct: TestContext.Current.CancellationToken);
        await scenario.SeriesAppearsAsync("""backup_target_available{target="default"}""", 0);
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        scenario.MoveClock(TimeSpan.FromMinutes(16));
        await LogSaysAsync(scenario, "the archive failed and isn't tried again while Longhorn can't reach its backup target: no snapshot could be started yet");
        await scenario.SeriesAppearsAsync(Failed);
        Assert.Empty(await Archives.ListAsync(scenario, "snapshots"));

        await scenario.Longhorn.RegainTargetAsync(TestContext.Current.CancellationToken);

        await Archives.ReadyAsync(scenario);
        await CountAsync(scenario, "snapshots", 1);
    });

    [Fact]
    public Task A_failed_backup_that_longhorn_clears_away_changes_nothing_for_the_one_that_succeeded() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Longhorn.FailNextBackup();
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await scenario.SeriesAppearsAsync(Failed);
        scenario.MoveClock(TimeSpan.FromMinutes(6));
        await Archives.ReadyAsync(scenario);

        scenario.MoveClock(TimeSpan.FromHours(25));

        await CountAsync(scenario, "backups", 1);
        await Archives.ReadyAsync(scenario);
        await CountAsync(scenario, "snapshots", 2);
        Assert.True(await scenario.Controller.HasSeriesAsync(Ready));
    });

    [Fact]
    public Task A_failed_backup_that_is_removed_while_the_labels_are_invalid_is_made_again_and_not_from_its_old_snapshot() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Longhorn.FailNextBackup();
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await scenario.SeriesAppearsAsync(Failed);
        await scenario.LabelClaimAsync("mon", "grafana", ("retain", "0"));
        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="invalid_retain",namespace="mon",pvc="grafana"}""");
        scenario.MoveClock(TimeSpan.FromHours(25));
        await CountAsync(scenario, "backups", 0);

        await scenario.LabelClaimAsync("mon", "grafana", ("retain", null));

        await Archives.ReadyAsync(scenario);
        await CountAsync(scenario, "snapshots", 2);
        await CountAsync(scenario, "backups", 1);
    });

    [Theory]
    [InlineData("the webhook is down")]
    [InlineData("the guard is off")]
    public Task A_pvc_deleted_before_its_archive_is_ready_leaves_a_failed_archive_and_its_job_for_good(string why) => Scenario.RunOnSandboxAsync(async scenario =>
    {
        if (why == "the guard is off") await scenario.RegisterWebhooksAsync();
        scenario.Longhorn.NextBackup(InjectedFailure.Hang(progress: 15));
        scenario.Archived.Add(Archives.Job);
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await CountAsync(scenario, "backups", 1);

        Assert.Equal(HttpStatusCode.OK, (await scenario.DeleteClaimAsync("mon", "grafana")).Status);

        await Eventually.HoldsAsync("its volume is gone, and the backup with it", async () =>
            (await Archives.ListAsync(scenario, "backups")).All(backup => backup["status"]?["state"]?.GetValue<string>() == "Error"));
        await LogSaysAsync(scenario, "the PVC went before the backup of its archive was complete");
        await scenario.SeriesAppearsAsync(Failed);

        scenario.MoveClock(TimeSpan.FromDays(400));
        await CountAsync(scenario, "backups", 0);
        await scenario.RestartControllerAsync();
        await scenario.SeriesAppearsAsync(Failed);
        Assert.NotNull(await scenario.FindJobAsync(Archives.Job));
    }, new ScenarioOptions { ControllerOptions = ["--Admission:ArchiveDeleteGuard", "Off"] });

    [Fact]
    public Task A_pvc_deleted_when_its_backup_is_all_but_complete_is_archived_after_all() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.Hold(Behaviours.Backups | Behaviours.Protection);
        scenario.Archived.Add(Archives.Job);
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await CountAsync(scenario, "backups", 1);
        await scenario.DeleteClaimAsync("mon", "grafana");

        scenario.Longhorn.Resume(Behaviours.Backups);
        await Eventually.HoldsAsync("the backup is complete", async () =>
            (await Archives.ListAsync(scenario, "backups")).Single()["status"]?["state"]?.GetValue<string>() == "Completed");
        scenario.Longhorn.Resume(Behaviours.Protection);

        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);
        await scenario.SeriesDisappearsAsync("backup_archive_failed{");
        Assert.NotNull(await scenario.FindJobAsync(Archives.Job));
    });

    private static Task CountAsync(Scenario scenario, string resource, int count) => Eventually.HoldsAsync(
        string.Create(CultureInfo.InvariantCulture, $"{count} {resource} of archives"), async () => (await Archives.ListAsync(scenario, resource)).Count == count);

    private static Task LogSaysAsync(Scenario scenario, string text) => Eventually.HoldsAsync(
        $"the log says: {text}", () => Task.FromResult(scenario.Controller.Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal))));
}
