using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// What /metrics says of the backups of a PVC, from the first label to the last look at it, and of where they go.
public sealed class FreshnessTests
{
    private const string Job = "backup-mon-grafana";
    private const string Labels = """{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""";
    private const string DetachedSetting = "settings/allow-recurring-job-while-volume-detached";
    private const string Target = "backuptargets/default";

    [Fact]
    public Task A_pvc_is_pending_then_protected_and_its_series_go_with_it() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario);
        await StateAsync(scenario, "pending", "first_run_not_due");
        await scenario.SeriesAppearsAsync("backup_pvc_expected_interval_seconds" + Labels, 86400);
        await scenario.SeriesAppearsAsync("backup_pvc_failures_total" + Labels, 0);
        var since = await ValueAsync(scenario, "backup_pvc_protected_since_timestamp_seconds");
        Assert.InRange(Math.Abs(since - Seconds(scenario.Clock.GetUtcNow())), 0, 120);
        Assert.InRange(await ValueAsync(scenario, "backup_pvc_next_run_timestamp_seconds") - since, 20 * 3600, 24 * 3600);
        Assert.DoesNotContain("backup_pvc_last_success_timestamp_seconds{", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);

        var name = Assert.Single(await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken));

        await StateAsync(scenario, "protected", "ok");
        await scenario.SeriesAppearsAsync("backup_pvc_last_success_timestamp_seconds" + Labels, await CompletedAsync(scenario, name));

        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("no series about it is left", async () =>
            !(await scenario.Controller.MetricsAsync()).Split('\n').Any(line => line.Contains("pvc=\"grafana\"", StringComparison.Ordinal)
                && !line.StartsWith("backup_pvc_orphaned{", StringComparison.Ordinal)));
    });

    [Fact]
    public Task A_failed_backup_counts_once_and_still_when_Longhorn_has_removed_it() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario);
        scenario.Longhorn.FailNextBackup("no space left in the bucket");
        var failed = Assert.Single(await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken));
        await scenario.SeriesAppearsAsync("backup_pvc_failures_total" + Labels, 1);
        var started = await ValueAsync(scenario, "backup_pvc_last_failure_timestamp_seconds");

        await DeleteBackupAsync(scenario, failed);
        await scenario.IdleAsync();
        Assert.True(await scenario.Controller.HasSeriesAsync("backup_pvc_failures_total" + Labels, 1));
        Assert.Equal(started, await ValueAsync(scenario, "backup_pvc_last_failure_timestamp_seconds"));

        scenario.Longhorn.FailNextBackup();
        await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken);
        await scenario.SeriesAppearsAsync("backup_pvc_failures_total" + Labels, 2);
    });

    [Fact]
    public Task A_restart_starts_from_what_the_cluster_shows() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario);
        scenario.Longhorn.FailNextBackup();
        scenario.Longhorn.FailNextBackup();
        var gone = Assert.Single(await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken));
        await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken);
        var complete = Assert.Single(await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken));
        await scenario.SeriesAppearsAsync("backup_pvc_failures_total" + Labels, 2);
        await DeleteBackupAsync(scenario, gone);
        var since = await ValueAsync(scenario, "backup_pvc_protected_since_timestamp_seconds");

        await scenario.RestartControllerAsync();

        await scenario.SeriesAppearsAsync("backup_pvc_failures_total" + Labels, 1);
        await scenario.SeriesAppearsAsync("backup_pvc_last_success_timestamp_seconds" + Labels, await CompletedAsync(scenario, complete));
        Assert.Equal(since, await ValueAsync(scenario, "backup_pvc_protected_since_timestamp_seconds"));
    });

    [Fact]
    public Task A_volume_that_gets_the_label_long_after_its_job_was_made_is_protected_since_then() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await OptInAsync(scenario);
        var before = await ValueAsync(scenario, "backup_pvc_protected_since_timestamp_seconds");
        scenario.MoveClock(TimeSpan.FromHours(3));

        // Somebody takes it off, and it is put on again.
        var volume = (await scenario.VolumeOfAsync("mon", "grafana"))["metadata"]!["name"]!.GetValue<string>();
        await MergeAsync(scenario, $"volumes/{volume}", Objects.LabelPatch((LonghornLabels.ForJob(Job), null)));

        await Eventually.HoldsAsync("it is protected since then", async () =>
            await ValueAsync(scenario, "backup_pvc_protected_since_timestamp_seconds") - before is > 3 * 3600 - 1 and < 3 * 3600 + 120);
        await StateAsync(scenario, "pending", "first_run_not_due");
        var since = await ValueAsync(scenario, "backup_pvc_protected_since_timestamp_seconds");
        await scenario.RestartControllerAsync();
        await scenario.SeriesAppearsAsync("backup_pvc_protected_since_timestamp_seconds" + Labels, since);
    });

    [Fact]
    public Task A_backup_without_progress_is_seen_as_stuck() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario);
        await Eventually.HoldsAsync("the series of the PVC", async () => (await scenario.Controller.MetricsAsync()).Contains("backup_pvc_failures_total{", StringComparison.Ordinal));
        scenario.Longhorn.Hold(Behaviours.Backups);
        await BackUpByHandAsync(scenario, "by-hand");
        var began = await ValueAsync(scenario, "backup_pvc_running_progress_timestamp_seconds");

        scenario.MoveClock(TimeSpan.FromHours(3));
        await scenario.IdleAsync();
        Assert.Equal(began, await ValueAsync(scenario, "backup_pvc_running_progress_timestamp_seconds"));

        await StatusAsync(scenario, "backups/by-hand", new JsonObject { ["state"] = "InProgress", ["progress"] = 20 });
        await Eventually.HoldsAsync("it has moved", async () => await ValueAsync(scenario, "backup_pvc_running_progress_timestamp_seconds") >= began + 3 * 3600);

        scenario.Longhorn.Resume(Behaviours.Backups);
        await scenario.SeriesDisappearsAsync("backup_pvc_running_progress_timestamp_seconds{");
    });

    [Fact]
    public Task What_keeps_Longhorn_from_backing_a_pvc_up_is_its_reason_and_goes_with_it() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario);
        await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken);
        await StateAsync(scenario, "protected", "ok");
        var volume = $"volumes/{(await scenario.VolumeOfAsync("mon", "grafana"))["metadata"]!["name"]}";

        await StatusAsync(scenario, volume, new JsonObject { ["state"] = "detached", ["robustness"] = "unknown" });
        await StateAsync(scenario, "unprotected", "detached_and_setting_off");
        await MergeAsync(scenario, DetachedSetting, new JsonObject { ["value"] = "true" });
        await StateAsync(scenario, "protected", "ok");
        await MergeAsync(scenario, DetachedSetting, new JsonObject { ["value"] = "false" });
        await StatusAsync(scenario, volume, UsedUntil(scenario.Clock.GetUtcNow().AddHours(-1)));
        await StateAsync(scenario, "protected", "idle");
        await StatusAsync(scenario, volume, UsedUntil(scenario.Clock.GetUtcNow().AddHours(1)));
        await StateAsync(scenario, "unprotected", "detached_and_setting_off");

        await StatusAsync(scenario, volume, new JsonObject { ["state"] = "attached", ["robustness"] = "faulted" });
        await StateAsync(scenario, "unprotected", "faulted");
        await StatusAsync(scenario, volume, new JsonObject { ["robustness"] = "healthy", ["restoreRequired"] = true });
        await StateAsync(scenario, "unprotected", "restoring");
        await StatusAsync(scenario, volume, new JsonObject { ["restoreRequired"] = false });
        await StateAsync(scenario, "protected", "ok");
    });

    [Fact]
    public Task An_unreachable_target_is_reported_for_itself_and_for_every_pvc() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario);
        await scenario.SeriesAppearsAsync("""backup_target_available{target="default"}""");

        await StatusAsync(scenario, Target, new JsonObject { ["available"] = false });
        await scenario.SeriesAppearsAsync("""backup_target_available{target="default"}""", 0);
        await StateAsync(scenario, "unprotected", "target_unavailable");

        await MergeAsync(scenario, Target, new JsonObject { ["spec"] = new JsonObject { ["backupTargetURL"] = "" } });
        await scenario.SeriesDisappearsAsync("backup_target_available{");
        await StateAsync(scenario, "unprotected", "no_target");
    });

    [Fact]
    public Task Labelling_a_pvc_that_has_nowhere_to_be_backed_up_to_is_warned_of() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "false"));
        await scenario.VolumeOfAsync("mon", "grafana");
        await StatusAsync(scenario, Target, new JsonObject { ["available"] = false });
        await scenario.SeriesAppearsAsync("""backup_target_available{target="default"}""", 0);

        var answer = await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["mon/grafana: no backup now: Longhorn can't reach BackupTarget default"], answer.Warnings);
        Assert.Empty((await scenario.LabelClaimAsync("mon", "grafana", ("retain", "3"))).Warnings);
    }, new ScenarioOptions { RegistersWebhooks = true });

    [Fact]
    public Task Backups_that_nobody_keeps_count_of_are_counted_here() => Scenario.RunAsync(async scenario =>
    {
        await OptInAsync(scenario);
        await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken);
        await BackUpByHandAsync(scenario, "by-hand");
        await scenario.SeriesAppearsAsync("""backup_untracked_backups{reason="by_hand"}""");
        await scenario.SeriesAppearsAsync("""backup_untracked_backups_bytes{reason="by_hand"}""", 1048576);
        await scenario.SeriesAppearsAsync("""backup_untracked_backups{reason="job_gone"}""", 0);

        await scenario.DeleteClaimAsync("mon", "grafana");
        await scenario.SeriesAppearsAsync("""backup_untracked_backups{reason="job_gone"}""");
        await DeleteBackupAsync(scenario, "by-hand");
        await scenario.SeriesAppearsAsync("""backup_untracked_backups{reason="by_hand"}""", 0);
    });

    [Fact]
    public Task While_backups_cannot_be_read_what_was_known_last_is_reported() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await OptInAsync(scenario);
        await scenario.Longhorn.RunJobAsync(Job, TestContext.Current.CancellationToken);
        await StateAsync(scenario, "protected", "ok");
        var success = await ValueAsync(scenario, "backup_pvc_last_success_timestamp_seconds");

        scenario.Controller.Cache.Update(StateSlots.Backups, null, set => set.Replace([], [], "1").Unavailable("403 Forbidden"));

        await scenario.SeriesAppearsAsync("backup_controller_degraded");
        await StateAsync(scenario, "protected", "ok");
        Assert.Equal(success, await ValueAsync(scenario, "backup_pvc_last_success_timestamp_seconds"));
    }, new ScenarioOptions { ChecksInvariants = false });

    [Fact]
    public Task Without_permission_to_read_targets_everything_is_done_and_nothing_is_reported_about_them() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Faulty.Faults.Answer(403, "Forbidden", "list", "backuptargets", times: int.MaxValue, userAgent: Controller.UserAgent);
        await scenario.StartControllerAsync();
        await OptInAsync(scenario);
        await StatusAsync(scenario, Target, new JsonObject { ["available"] = false });

        await StateAsync(scenario, "pending", "first_run_not_due");
        await scenario.SeriesAppearsAsync("backup_controller_degraded", 0);
        Assert.DoesNotContain("backup_target_available{", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);
        await Eventually.HoldsAsync("the log says so", () => Task.FromResult(scenario.Controller.Log.Lines.Any(SaysItIsNotKnown)));
        await scenario.IdleAsync();
        Assert.Single(scenario.Controller.Log.Lines, SaysItIsNotKnown);

        static bool SaysItIsNotKnown(string line) => line.Contains("whether backups have somewhere to go is not known", StringComparison.Ordinal);
    }, new ScenarioOptions { StartsController = false, IsRefused = true });

    // Runs once a day, two hours ago: no run of its own comes in between.
    private static async Task OptInAsync(Scenario scenario)
    {
        var start = scenario.Clock.GetUtcNow().AddHours(-2).ToString("HHmm", CultureInfo.InvariantCulture);
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"), ("interval", "24"), ("start", start));
        await scenario.VolumeCarriesAsync("mon", "grafana", Job);
    }

    private static Task StateAsync(Scenario scenario, string state, string reason) => Eventually.HoldsAsync($"{state} because {reason}", async () =>
        (await scenario.Controller.MetricsAsync()).Split('\n').Where(line => line.StartsWith("backup_pvc_state{", StringComparison.Ordinal))
            .SequenceEqual([$$"""backup_pvc_state{namespace="mon",pvc="grafana",reason="{{reason}}",state="{{state}}"} 1"""]));

    private static async Task<double> ValueAsync(Scenario scenario, string metric)
    {
        var series = $"{metric}{Labels} ";
        var line = await Eventually.GetAsync(series, async () =>
            (await scenario.Controller.MetricsAsync()).Split('\n').SingleOrDefault(line => line.StartsWith(series, StringComparison.Ordinal)));
        return double.Parse(line[series.Length..], CultureInfo.InvariantCulture);
    }

    private static async Task<double> CompletedAsync(Scenario scenario, string backup) => Seconds(DateTimeOffset.Parse(
        (await scenario.Api.FindAsync($"{Api.Longhorn}backups/{backup}"))!["status"]!["backupCreatedAt"]!.GetValue<string>(), CultureInfo.InvariantCulture));

    private static async Task BackUpByHandAsync(Scenario scenario, string name)
    {
        var volume = (await scenario.VolumeOfAsync("mon", "grafana"))["metadata"]!["name"]!.GetValue<string>();
        await scenario.Api.PostAsync($"{Api.Longhorn}snapshots", Item("Snapshot", name, volume, new() { ["volume"] = volume, ["createSnapshot"] = true }));
        await scenario.Api.PostAsync($"{Api.Longhorn}backups", Item("Backup", name, volume, new() { ["snapshotName"] = name, ["backupMode"] = "full" }));
        await Eventually.GetAsync("the backup is there", () => scenario.Api.FindAsync($"{Api.Longhorn}backups/{name}"));
    }

    private static JsonObject Item(string kind, string name, string volume, JsonObject spec) => new()
    {
        ["apiVersion"] = "longhorn.io/v1beta2",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "longhorn-system", ["labels"] = new JsonObject { ["backup-volume"] = volume } },
        ["spec"] = spec,
    };

    private static JsonObject UsedUntil(DateTimeOffset time) => new()
    {
        ["kubernetesStatus"] = new JsonObject { ["lastPodRefAt"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) },
    };

    private static async Task DeleteBackupAsync(Scenario scenario, string name) =>
        Assert.Equal(HttpStatusCode.OK, (await scenario.Api.DeleteAsync($"{Api.Longhorn}backups/{name}")).Status);

    private static Task StatusAsync(Scenario scenario, string path, JsonObject status) =>
        MergeAsync(scenario, $"{path}/status", new JsonObject { ["status"] = status });

    private static async Task MergeAsync(Scenario scenario, string path, JsonObject patch) =>
        Assert.Equal(HttpStatusCode.OK, (await scenario.Api.MergeAsync(Api.Longhorn + path, patch)).Status);

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
