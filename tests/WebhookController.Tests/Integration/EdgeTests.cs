using System.Net;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Corners of clusters as they are: names, classes, volumes, and things that happen in an awkward order.
public sealed class EdgeTests
{
    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };

    [Fact]
    public Task A_pvc_labelled_before_it_is_bound_gets_its_volume_label_on_the_binding() => Scenario.RunAsync(async scenario =>
    {
        scenario.Longhorn.Hold(Behaviours.Binding);
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.JobAsync("backup-mon-grafana");

        scenario.Longhorn.Resume(Behaviours.Binding);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    });

    [Fact]
    public Task A_pvc_that_was_labelled_and_bound_while_the_controller_was_down_is_caught_up_with() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Controller.KillAsync();
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeOfAsync("mon", "grafana");

        await scenario.StartControllerAsync();

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    });

    [Fact]
    public Task The_longhorn_volume_is_found_by_the_handle_and_not_by_the_name_of_the_pv() => Scenario.RunAsync(async scenario =>
    {
        await scenario.EnsureNamespaceAsync("mon");
        await StaticVolumes.CreateAsync(scenario, "restored-grafana", "pvc-0a1b2c3d");
        var claim = Objects.Claim("mon", "grafana", "", ("enabled", "true"), ("name", "grafana"));
        claim["spec"]!["volumeName"] = "restored-grafana";
        await scenario.Api.PostAsync(Scenario.Path(Api.Claims, "mon"), claim);

        await Eventually.HoldsAsync("volume pvc-0a1b2c3d carries the job", async () =>
            Scenario.JobsOn((await scenario.Api.FindAsync(Api.Longhorn + "volumes/pvc-0a1b2c3d"))!).Contains("backup-mon-grafana"));
    });

    [Fact]
    public Task A_pvc_that_names_no_class_gets_the_default_one() => Scenario.RunAsync(async scenario =>
    {
        await scenario.EnsureNamespaceAsync("mon");
        await scenario.Api.PostAsync(Scenario.Path(Api.Claims, "mon"), Objects.Claim("mon", "grafana", null, ("enabled", "true"), ("name", "grafana")));

        await scenario.JobAsync("backup-mon-grafana");
    });

    [Fact]
    public Task A_storage_class_that_appears_later_lets_its_pvcs_count() => Scenario.RunAsync(async scenario =>
    {
        await scenario.EnsureNamespaceAsync("mon");
        await scenario.Api.PostAsync(Scenario.Path(Api.Claims, "mon"), Objects.Claim("mon", "grafana", "fast", ("enabled", "true"), ("name", "grafana")));
        await Eventually.HoldsAsync("the controller has seen the PVC", () => Task.FromResult(!scenario.Controller.State.Claims.Items.IsEmpty));
        await scenario.IdleAsync();
        Assert.Null(await scenario.FindJobAsync("backup-mon-grafana"));

        await scenario.Api.PostAsync("apis/storage.k8s.io/v1/storageclasses", Objects.StorageClass("fast", "driver.longhorn.io"));

        await scenario.JobAsync("backup-mon-grafana");
    });

    [Fact]
    public Task Pvcs_of_other_provisioners_are_ignored() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Api.PostAsync("apis/storage.k8s.io/v1/storageclasses", Objects.StorageClass("nfs", "nfs.csi.k8s.io"));
        await scenario.EnsureNamespaceAsync("mon");
        await scenario.Api.PostAsync(Scenario.Path(Api.Claims, "mon"), Objects.Claim("mon", "share", "nfs", ("enabled", "true"), ("name", "share")));
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        await scenario.JobAsync("backup-mon-grafana");
        Assert.Null(await scenario.FindJobAsync("backup-mon-share"));
        Assert.DoesNotContain("share", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);
    }, WithWebhooks);

    [Fact]
    public Task The_longest_names_there_are_come_to_a_job_that_longhorn_accepts() => Scenario.RunAsync(async scenario =>
    {
        var (ns, pvc) = (new string('n', 63), $"data.{new string('p', 248)}");
        await scenario.CreateClaimAsync(ns, pvc, ("enabled", "true"), ("name", new string('x', 63)));

        var job = await Eventually.GetAsync("the job", async () =>
            (await scenario.Api.ListAsync(Api.Longhorn + "recurringjobs")).FirstOrDefault(job => job["metadata"]!["labels"]!["backup.vluwte.nl/source-namespace"]?.GetValue<string>() == ns));

        var name = job["metadata"]!["name"]!.GetValue<string>();
        Assert.InRange(name.Length, 1, 40);
        Assert.Equal(pvc, job["metadata"]!["annotations"]!["backup.vluwte.nl/source-pvc"]!.GetValue<string>());
        await scenario.VolumeCarriesAsync(ns, pvc, name);
    });

    [Fact]
    public Task A_pvc_that_is_the_source_of_job_labels_carries_the_job_itself() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"), ("recurring-job.longhorn.io/source", "enabled"));

        await Eventually.HoldsAsync("the PVC carries the job", async () => (await scenario.FindClaimAsync("mon", "grafana"))!["metadata"]!["labels"]!
            ["recurring-job.longhorn.io/backup-mon-grafana"]?.GetValue<string>() == "enabled");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    });

    [Fact]
    public Task Labels_of_foreign_jobs_stay_on_the_volume() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Api.PostAsync(Api.Longhorn + "recurringjobs", Objects.Job("weekly"));
        await scenario.CreateClaimAsync("mon", "grafana");
        var volume = (await scenario.VolumeOfAsync("mon", "grafana"))["metadata"]!["name"]!.GetValue<string>();
        await scenario.Api.MergeAsync($"{Api.Longhorn}volumes/{volume}", Objects.LabelPatch(("recurring-job.longhorn.io/weekly", "enabled")));

        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana", "weekly");
    }, WithWebhooks);

    [Fact]
    public Task A_pvc_recreated_at_once_with_the_same_labels_keeps_its_job() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        var uid = (await scenario.FindClaimAsync("mon", "grafana"))!["metadata"]!["uid"]!.GetValue<string>();

        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("it can be created again", async () => (await scenario.TryCreateClaimAsync(
            "mon", "grafana", ("enabled", "true"), ("name", "grafana"))).Status == HttpStatusCode.Created);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        Assert.NotEqual(uid, (await scenario.FindClaimAsync("mon", "grafana"))!["metadata"]!["uid"]!.GetValue<string>());
    }, WithWebhooks);

    [Fact]
    public Task Thousands_of_unlabelled_pvcs_cost_no_write_but_a_few_events() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Longhorn.Hold(Behaviours.Binding);
        scenario.Faulty.Load(Enumerable.Range(0, 3000).Select(i => Objects.Claim("default", $"pvc-{i}", "longhorn")));

        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="missing_enabled_label",namespace="default",pvc="pvc-2999"}""");
        await scenario.IdleAsync();

        Assert.Empty(scenario.Writes);
        Assert.InRange(scenario.Requests.Count(request => request.Resource == "events"), 0, 500);
    }, new ScenarioOptions { ChecksInvariants = false });
}
