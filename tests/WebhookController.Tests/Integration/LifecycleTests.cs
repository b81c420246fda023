using System.Text.RegularExpressions;
using Sandbox;
using WebhookController.Core.Naming;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// The rules of the lifecycle, one by one, over real HTTPS: what a user does and what then is in the cluster.
public sealed partial class LifecycleTests
{
    private static readonly ScenarioOptions WithWebhooks = new() { RegistersWebhooks = true };

    [Fact]
    public Task A_labelled_pvc_gets_a_job_and_its_volume_carries_it() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        var job = await scenario.JobAsync("backup-mon-grafana");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

        Assert.Equal("30 0/4 * * ?", job["spec"]!["cron"]!.GetValue<string>());
        Assert.Equal(8, job["spec"]!["retain"]!.GetValue<int>());
        Assert.Equal("true", job["metadata"]!["labels"]!["backup.vluwte.nl/managed"]!.GetValue<string>());
        await scenario.SeriesAppearsAsync("""backup_pvc_managed{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""");
    });

    [Fact]
    public Task One_new_labelled_and_bound_pvc_costs_exactly_two_writes_and_no_reads() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana");
        await scenario.VolumeOfAsync("mon", "grafana");
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.IdleAsync();

        // Beside what it tells people, which is rate limited, and watches, which are opened anew whatever happens.
        Assert.Equal(["create recurringjobs", "patch volumes"], scenario.Requests
            .Where(request => request.Resource != "events" && request.Verb != "watch").Select(request => $"{request.Verb} {request.Resource}"));
    });

    [Fact]
    public Task Labels_override_the_defaults() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"),
            ("start", "0530"), ("interval", "6"), ("retain", "14"), ("full-backup-interval", "0"), ("concurrency", "2"));

        var spec = (await scenario.JobAsync("backup-mon-grafana"))["spec"]!;
        Assert.Equal("30 5/6 * * ?", spec["cron"]!.GetValue<string>());
        Assert.Equal(14, spec["retain"]!.GetValue<int>());
        Assert.Equal(2, spec["concurrency"]!.GetValue<int>());
        Assert.Equal("0", spec["parameters"]!["full-backup-interval"]!.GetValue<string>());
    });

    [Fact]
    public Task A_changed_label_changes_the_job_and_nothing_else() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        var before = await scenario.JobAsync("backup-mon-grafana");

        await scenario.LabelClaimAsync("mon", "grafana", ("retain", "20"));

        await Eventually.HoldsAsync("retain is 20", async () => (await scenario.JobAsync("backup-mon-grafana"))["spec"]!["retain"]!.GetValue<int>() == 20);
        var after = await scenario.JobAsync("backup-mon-grafana");
        Assert.Equal(before["metadata"]!["uid"]!.GetValue<string>(), after["metadata"]!["uid"]!.GetValue<string>());
        Assert.Equal("30 0/4 * * ?", after["spec"]!["cron"]!.GetValue<string>());
    }, WithWebhooks);

    [Fact]
    public Task Opting_out_deletes_the_job_and_frees_the_volume() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "false"));

        await scenario.JobIsGoneAsync("backup-mon-grafana");
        await scenario.VolumeCarriesAsync("mon", "grafana");
        await scenario.SeriesDisappearsAsync("backup_pvc_managed{");
        await scenario.SeriesAppearsAsync("""backup_jobs_deleted_total{reason="opted_out"}""");
    }, WithWebhooks);

    [Fact]
    public Task An_invalid_label_is_reported_and_leaves_the_job_as_it_is() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Protected.Add("backup-mon-grafana");

        await scenario.LabelClaimAsync("mon", "grafana", ("interval", "5"), ("retain", "20"));

        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="invalid_interval",namespace="mon",pvc="grafana"}""");
        Assert.Equal(8, (await scenario.JobAsync("backup-mon-grafana"))["spec"]!["retain"]!.GetValue<int>());
        await scenario.SeriesAppearsAsync("""backup_pvc_managed{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""");
    });

    [Fact]
    public Task Two_pvcs_that_want_one_name_are_both_flagged_and_the_incumbent_keeps_its_job() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Protected.Add("backup-mon-grafana");

        await scenario.CreateClaimAsync("mon", "grafana-2", ("enabled", "true"), ("name", "grafana"));

        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="name_conflict",namespace="mon",pvc="grafana"}""");
        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="name_conflict",namespace="mon",pvc="grafana-2"}""");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.VolumeCarriesAsync("mon", "grafana-2");
    });

    [Fact]
    public Task Namespaces_and_names_that_come_to_one_job_name_are_in_conflict() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("a-b", "c", ("enabled", "true"), ("name", "c"));
        await scenario.CreateClaimAsync("a", "b-c", ("enabled", "true"), ("name", "b-c"));

        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="name_conflict",namespace="a-b",pvc="c"}""");
        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="name_conflict",namespace="a",pvc="b-c"}""");
    });

    [Fact]
    public Task A_foreign_job_with_the_wanted_name_is_left_alone() => Scenario.RunAsync(async scenario =>
    {
        await scenario.Api.PostAsync(Api.Longhorn + "recurringjobs", Objects.Job("backup-mon-grafana"));
        var before = await scenario.JobAsync("backup-mon-grafana");

        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="name_conflict",namespace="mon",pvc="grafana"}""");
        await scenario.VolumeCarriesAsync("mon", "grafana");
        Assert.Equal(before.ToJsonString(), (await scenario.JobAsync("backup-mon-grafana")).ToJsonString());
    });

    [Fact]
    public Task A_rename_attaches_the_new_job_before_the_old_one_goes() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.IdleAsync();
        scenario.ForgetRequests();

        await scenario.LabelClaimAsync("mon", "grafana", ("name", "dashboards"));

        await scenario.JobIsGoneAsync("backup-mon-grafana");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-dashboards");
        await scenario.IdleAsync();
        Assert.Equal(["create", "patch", "delete"], scenario.Writes.Select(write => write.Verb));
    }, WithWebhooks);

    [Fact]
    public Task The_job_of_a_deleted_pvc_is_deleted_but_only_once_the_pvc_is_really_gone() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Longhorn.Hold(Behaviours.Protection);

        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("the controller sees it go", () =>
            Task.FromResult(scenario.Controller.State.Claims.Items.Values.Any(claim => claim.Deleting)));
        await scenario.IdleAsync();
        Assert.NotNull(await scenario.FindJobAsync("backup-mon-grafana"));

        scenario.Longhorn.Resume(Behaviours.Protection);
        await scenario.JobIsGoneAsync("backup-mon-grafana");
        await scenario.SeriesAppearsAsync("""backup_jobs_deleted_total{reason="pvc_gone"}""");
    }, WithWebhooks);

    [Fact]
    public Task A_pvc_that_went_without_archive_is_orphaned_for_as_long_as_backups_are_left() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        var backups = await scenario.Longhorn.RunJobAsync("backup-mon-grafana", TestContext.Current.CancellationToken);

        await scenario.DeleteClaimAsync("mon", "grafana");
        await scenario.SeriesAppearsAsync("""backup_pvc_orphaned{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""");
        await scenario.JobIsGoneAsync("backup-mon-grafana");
        await scenario.IdleAsync();
        Assert.True(await scenario.Controller.HasSeriesAsync("""backup_pvc_orphaned{job="backup-mon-grafana",namespace="mon",pvc="grafana"}"""));

        foreach (var backup in backups) await scenario.Api.DeleteAsync($"{Api.Longhorn}backups/{backup}");
        await scenario.SeriesDisappearsAsync("backup_pvc_orphaned{");
    }, WithWebhooks);

    [Fact]
    public Task An_archived_job_outlives_its_pvc() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"), ("archive", "true"), ("archive-delete-after", "2027-07-11"));
        var job = await scenario.JobAsync("backup-mon-grafana");
        Assert.Equal("2027-07-11", job["metadata"]!["labels"]!["backup.vluwte.nl/archive-delete-after"]!.GetValue<string>());
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Archived.Add("backup-mon-grafana");

        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);
        await scenario.IdleAsync();

        Assert.NotNull(await scenario.FindJobAsync("backup-mon-grafana"));
    });

    [Fact]
    public Task An_archived_pvc_that_is_put_back_gets_a_job_of_its_own_and_the_archive_stays_as_it_is() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);
        await Archives.ReadyAsync(scenario);
        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);
        await scenario.IdleAsync();
        var record = (await scenario.JobAsync(Archives.Job)).ToJsonString();
        scenario.Archived.Add(Archives.Job);

        // As Flux and Argo CD do, seconds later: the same manifest, with an empty volume.
        await scenario.CreateClaimAsync("mon", "grafana", Archives.Archived);

        var successor = new JobNames(new("mon", "grafana"), "grafana").Derived;
        await scenario.VolumeCarriesAsync("mon", "grafana", successor);
        await scenario.IdleAsync();
        Assert.Equal(record, (await scenario.JobAsync(Archives.Job)).ToJsonString());
        await scenario.SeriesAppearsAsync($$"""backup_archive_ready{job="{{successor}}",namespace="mon",pvc="grafana"}""");
    }, WithWebhooks);

    [Fact]
    public Task A_recreated_pvc_takes_over_its_job() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);
        var uid = (await scenario.JobAsync(Archives.Job))["metadata"]!["uid"]!.GetValue<string>();
        await scenario.Controller.KillAsync();
        await scenario.DeleteClaimAsync("mon", "grafana");
        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);
        await scenario.CreateClaimAsync("mon", "grafana", Archives.OptIn);
        await scenario.RestartControllerAsync();

        await scenario.VolumeCarriesAsync("mon", "grafana", Archives.Job);

        Assert.Equal(uid, (await scenario.JobAsync(Archives.Job))["metadata"]!["uid"]!.GetValue<string>());
    });

    [Fact]
    public Task A_pvc_is_backed_up_without_anybody_naming_its_job() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("media", "server-config", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("media", "server-config", "backup-media-server-config");

        await scenario.CreateClaimAsync("media-server", "config", ("enabled", "true"));

        await scenario.VolumeCarriesAsync("media-server", "config", new JobNames(new("media-server", "config"), null).Derived);
        await scenario.SeriesDisappearsAsync("backup_pvc_violation{");
    });

    [Fact]
    public Task A_pvc_with_dots_in_its_name_is_backed_up_too() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "data.prometheus.0", ("enabled", "true"));

        await scenario.VolumeCarriesAsync("mon", "data.prometheus.0", new JobNames(new("mon", "data.prometheus.0"), null).Derived);
    });

    [Fact]
    public Task An_unlabelled_pvc_raises_a_violation_until_it_says_what_it_wants() => Scenario.RunAsync(async scenario =>
    {
        const string series = """backup_pvc_violation{condition="missing_enabled_label",namespace="mon",pvc="grafana"}""";
        await scenario.CreateClaimAsync("mon", "grafana");
        await scenario.SeriesAppearsAsync(series);

        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "false"));
        await scenario.SeriesDisappearsAsync(series);
    }, WithWebhooks);

    [Fact]
    public Task Deletions_that_are_suspiciously_many_wait_for_a_persons_consent() => Scenario.RunAsync(async scenario =>
    {
        var names = Enumerable.Range(0, 12).Select(i => $"pvc-{i}").ToList();
        foreach (var name in names) await scenario.CreateClaimAsync("mon", name, ("enabled", "true"), ("name", name));
        foreach (var name in names) await scenario.JobAsync($"backup-mon-{name}");
        await scenario.Controller.KillAsync();
        foreach (var name in names) await scenario.LabelClaimAsync("mon", name, ("enabled", "false"));
        await scenario.StartControllerAsync();

        await scenario.SeriesAppearsAsync("backup_deletions_held", 12);
        foreach (var name in names) Assert.NotNull(await scenario.FindJobAsync($"backup-mon-{name}"));
        var digest = await Eventually.GetAsync("the digest in the log", () => Task.FromResult(
            scenario.Controller.Log.Lines.Select(line => Digest().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value));

        await scenario.Api.PostAsync(Scenario.Path(Api.ConfigMaps, "backup-controller"), Objects.Defaults(("allow-mass-deletion", digest)));
        foreach (var name in names) await scenario.JobIsGoneAsync($"backup-mon-{name}");
        await scenario.SeriesAppearsAsync("backup_deletions_held", 0);
    });

    [GeneratedRegex("allow-mass-deletion=([0-9a-f]+)")]
    private static partial Regex Digest();
}
