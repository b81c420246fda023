using System.Net;
using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// What Longhorn does on its own: restores, clones, policies, volumes and backups that go.
public sealed class LonghornTests
{
    [Fact]
    public Task A_pvc_restored_together_with_its_job_is_let_in_and_backed_up_under_its_name() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        var backup = (await scenario.Longhorn.RunJobAsync(Archives.Job, TestContext.Current.CancellationToken)).Single();
        await scenario.DeleteClaimAsync("mon", "grafana");
        await scenario.JobIsGoneAsync(Archives.Job);
        await scenario.Api.MergeAsync(Api.Longhorn + "settings/restore-volume-recurring-jobs", new JsonObject { ["value"] = "true" });
        await scenario.Longhorn.RestoreAsync(backup, "restored", TestContext.Current.CancellationToken);
        Assert.Null((await scenario.JobAsync(Archives.Job))["metadata"]!["labels"]);
        await StaticVolumes.AddPvAsync(scenario, "restored", "restored", "longhorn");

        var answer = await StaticVolumes.ClaimAsync(scenario, "mon", "grafana", "restored", "longhorn", Archives.OptIn);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        await Eventually.HoldsAsync("the job is adopted", async () => (await scenario.JobAsync(Archives.Job))["metadata"]!["labels"]?[Objects.Key("managed")]?.GetValue<string>() == "true");
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.SeriesDisappearsAsync("backup_pvc_violation{");
    }, new ScenarioOptions { RegistersWebhooks = true });

    [Fact]
    public Task An_unlabelled_pvc_on_a_restored_volume_is_said_to_be_backed_up_under_the_originals_name() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await StaticVolumes.CreateAsync(scenario, "copy", "copy");
        await StaticVolumes.ClaimAsync(scenario, "mon", "copy", "copy", "");
        await Eventually.HoldsAsync("it is bound", async () => (string?)(await scenario.FindClaimAsync("mon", "copy"))!["status"]!["phase"] == "Bound");
        await scenario.IdleAsync();

        // As Longhorn does with the jobs of the original.
        await scenario.Api.MergeAsync(Api.Longhorn + "volumes/copy", Objects.LabelPatch(($"recurring-job.longhorn.io/{Archives.Job}", "enabled")));

        await scenario.SeriesAppearsAsync("""backup_pvc_state{namespace="mon",pvc="copy",reason="backed_up_as_another",state="violating"}""");
    });

    [Fact]
    public Task A_linked_clone_that_this_longhorn_does_not_back_up_says_so_and_costs_no_refused_writes() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await StaticVolumes.CreateAsync(scenario, "clone", "clone", "linked-clone");

        await StaticVolumes.ClaimAsync(scenario, "mon", "grafana", "clone", "", Archives.OptIn);

        await scenario.SeriesAppearsAsync("""backup_pvc_state{namespace="mon",pvc="grafana",reason="linked_clone",state="unprotected"}""");
        await scenario.IdleAsync();
        Assert.DoesNotContain(scenario.Writes, write => write.Resource == "volumes");
        // What BackupNeverSucceeded and BackupStale go by.
        Assert.DoesNotContain("backup_pvc_protected_since_timestamp_seconds{", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);
    }, new ScenarioOptions { ChecksInvariants = false });

    [Fact]
    public Task A_job_that_somebody_made_age_based_keeps_a_number_of_backups_again() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.IdleAsync();

        await scenario.Api.MergeAsync(Api.Longhorn + "recurringjobs/" + Archives.Job, new JsonObject { ["spec"] = new JsonObject { ["retentionPolicy"] = "age-based", ["retainAge"] = "24h" } });

        await Eventually.HoldsAsync("it is count-based", async () => (await scenario.JobAsync(Archives.Job))["spec"]!["retentionPolicy"]?.GetValue<string>() == "count-based");
    }, new ScenarioOptions
    {
        Sandbox = new SandboxOptions { LonghornVersion = new Version(1, 13) },
        Longhorn = new LonghornStandInOptions { Version = new Version(1, 13) },
    });

    [Fact]
    public Task An_archive_that_cannot_be_read_after_its_pvc_went_is_not_called_failed() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Archived.Add(Archives.Job);
        scenario.Longhorn.Hold(Behaviours.Backups);
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await Eventually.HoldsAsync("its backup is there", async () => (await Archives.ListAsync(scenario, "backups")).Count == 1);
        var backup = (await Archives.ListAsync(scenario, "backups"))[0]["metadata"]!["name"]!.GetValue<string>();
        scenario.Faulty.Tamper("backups", "longhorn-system", backup, item => item["spec"]!["labels"] = "no map");
        await Eventually.HoldsAsync("the controller can't read it", () => Task.FromResult(!scenario.Controller.State.Longhorn.Backups.Unknown.IsEmpty));

        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);
        await scenario.IdleAsync();

        Assert.DoesNotContain("backup_archive_failed{", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);
    });

    [Fact]
    public Task Of_two_pvcs_that_name_one_static_pv_only_the_one_that_gets_it_is_backed_up() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.Hold(Behaviours.Binding);
        await StaticVolumes.CreateAsync(scenario, "data", "data");
        await StaticVolumes.ClaimAsync(scenario, "mon", "first", "data", "", ("enabled", "true"));
        await StaticVolumes.ClaimAsync(scenario, "mon", "second", "data", "", ("enabled", "true"));
        await scenario.IdleAsync();
        Assert.Empty(await scenario.Api.ListAsync(Api.Longhorn + "recurringjobs"));

        scenario.Longhorn.Resume(Behaviours.Binding);
        var winner = await Eventually.GetAsync("one is bound", async () => (await scenario.Api.FindAsync("api/v1/persistentvolumes/data"))?["spec"]?["claimRef"]?["name"]?.GetValue<string>());

        await scenario.VolumeCarriesAsync("mon", winner, $"backup-mon-{winner}");
        await scenario.IdleAsync();
        Assert.Single(await scenario.Api.ListAsync(Api.Longhorn + "recurringjobs"));
        Assert.DoesNotContain("backup_pvc_violation{", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);
    }, new ScenarioOptions { ChecksInvariants = false });

    [Fact]
    public Task A_static_pv_that_is_gone_leaves_its_pvc_its_job_and_is_told_of() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await StaticVolumes.CreateAsync(scenario, "data", "data");
        await StaticVolumes.ClaimAsync(scenario, "mon", "grafana", "data", "", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        await scenario.IdleAsync();

        scenario.Longhorn.Hold(Behaviours.Binding | Behaviours.Protection);
        await scenario.Api.MergeAsync("api/v1/persistentvolumes/data", new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } });
        await scenario.Api.DeleteAsync("api/v1/persistentvolumes/data");

        await scenario.SeriesAppearsAsync("""backup_pvc_state{namespace="mon",pvc="grafana",reason="volume_missing",state="unprotected"}""");
        Assert.NotNull(await scenario.FindJobAsync(Archives.Job));
        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "false"));
        await scenario.JobIsGoneAsync(Archives.Job);
    }, new ScenarioOptions { ChecksInvariants = false });
}
