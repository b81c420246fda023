using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// What an API server can do to its clients. After each fault the controller comes to the right state by itself.
public sealed class FaultTests
{
    private static readonly (string, string)[] OptIn = [("enabled", "true"), ("name", "grafana")];

    [Theory]
    [InlineData("recurringjobs", "create")]
    [InlineData("volumes", "patch")]
    public Task A_write_that_fails_is_tried_again(string resource, string verb) => Scenario.RunOnSandboxAsync(async scenario =>
    {
        var fault = scenario.Faulty.Faults.InternalError(verb, resource, userAgent: Controller.UserAgent);

        await scenario.CreateClaimAsync("mon", "grafana", OptIn);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        Assert.Equal(1, fault.Taken);
        await scenario.SeriesAppearsAsync("backup_reconcile_waiting_changes", 0);
    });

    [Theory]
    [InlineData("recurringjobs", "create")]
    [InlineData("volumes", "patch")]
    public Task A_write_that_succeeds_without_an_answer_is_not_made_twice(string resource, string verb) => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Faulty.Faults.AbortAfter(verb, resource, userAgent: Controller.UserAgent);

        await scenario.CreateClaimAsync("mon", "grafana", OptIn);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        var jobs = await scenario.Api.ListAsync(Api.Longhorn + "recurringjobs");
        Assert.Single(jobs);
        await scenario.IdleAsync();
        Assert.Single(scenario.Writes, write => write.Verb == verb && write.Resource == resource);
    });

    [Fact]
    public Task A_deletion_that_succeeds_without_an_answer_is_taken_for_done() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Faulty.Faults.AbortAfter("delete", "recurringjobs", userAgent: Controller.UserAgent);

        await scenario.LabelClaimAsync("mon", "grafana", ("enabled", "false"));

        await scenario.JobIsGoneAsync("backup-mon-grafana");
        await scenario.SeriesAppearsAsync("backup_reconcile_waiting_changes", 0);
    });

    [Fact]
    public Task A_conflict_is_planned_again() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Faulty.Faults.Conflict("patch", "recurringjobs", userAgent: Controller.UserAgent);

        await scenario.LabelClaimAsync("mon", "grafana", ("retain", "20"));

        await Eventually.HoldsAsync("retain is 20", async () => (await scenario.JobAsync("backup-mon-grafana"))["spec"]!["retain"]!.GetValue<int>() == 20);
    });

    [Fact]
    public Task Too_many_requests_are_answered_by_waiting_as_long_as_asked() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        var fault = scenario.Faulty.Faults.TooManyRequests("create", "recurringjobs", retryAfterSeconds: 1, userAgent: Controller.UserAgent);

        await scenario.CreateClaimAsync("mon", "grafana", OptIn);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        Assert.Equal(1, fault.Taken);
        Assert.DoesNotContain(scenario.Controller.Log.Lines, line => line.Contains("could not", StringComparison.Ordinal));
    });

    [Fact]
    public Task One_object_that_keeps_failing_does_not_hold_up_the_others() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        var fault = scenario.Faulty.Faults.InternalError("create", "recurringjobs", times: 2, userAgent: Controller.UserAgent);
        await scenario.CreateClaimAsync("a", "first", ("enabled", "true"), ("name", "first"));
        await Eventually.HoldsAsync("the fault has struck", () => Task.FromResult(fault.Taken > 0));
        scenario.Faulty.Faults.Clear();

        await scenario.CreateClaimAsync("b", "second", ("enabled", "true"), ("name", "second"));

        await scenario.VolumeCarriesAsync("b", "second", "backup-b-second");
        await scenario.VolumeCarriesAsync("a", "first", "backup-a-first");
    });

    [Fact]
    public Task A_corrected_label_does_not_wait_for_the_delay_of_the_mistake() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        var fault = scenario.Faulty.Faults.InternalError("create", "recurringjobs", times: 1000, userAgent: Controller.UserAgent);
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        // By now the next attempt is eight seconds away or more.
        await Eventually.HoldsAsync("it failed five times", () => Task.FromResult(fault.Taken >= 5));
        scenario.Faulty.Faults.Clear();

        await scenario.LabelClaimAsync("mon", "grafana", ("name", "dashboards"));

        await Eventually.HoldsAsync("the job of the new name", async () => await scenario.FindJobAsync("backup-mon-dashboards") is not null, TimeSpan.FromSeconds(7));
    });

    [Theory]
    [InlineData("persistentvolumeclaims")]
    [InlineData("persistentvolumes")]
    [InlineData("recurringjobs")]
    [InlineData("volumes")]
    public Task A_cut_watch_is_resumed(string resource) => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.IdleAsync();
        scenario.Faulty.Faults.CutWatches(resource, Controller.UserAgent);

        await scenario.CreateClaimAsync("mon", "grafana", OptIn);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    });

    [Fact]
    public Task An_outdated_watch_is_listed_again() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.IdleAsync();
        var fault = scenario.Faulty.Faults.ExpireWatch("persistentvolumeclaims", userAgent: Controller.UserAgent);
        scenario.Faulty.Faults.CutWatches("persistentvolumeclaims", Controller.UserAgent);

        await scenario.CreateClaimAsync("mon", "grafana", OptIn);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        Assert.Equal(1, fault.Taken);
        await scenario.SeriesAppearsAsync("""backup_reflector_relists_total{kind="persistentvolumeclaims"}""");
    });

    [Fact]
    public Task A_watch_gone_silent_is_noticed() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.IdleAsync();
        scenario.Faulty.Faults.SilenceWatches("persistentvolumeclaims", Controller.UserAgent);

        await scenario.CreateClaimAsync("mon", "grafana", OptIn);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    });

    [Fact]
    public Task A_pvc_that_cannot_be_read_is_unknown_and_keeps_its_job_while_the_others_go_on() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Protected.Add("backup-mon-grafana");

        scenario.Faulty.Tamper("persistentvolumeclaims", "mon", "grafana", claim => claim["spec"] = "nonsense");
        await Eventually.HoldsAsync("it is unknown", () => Task.FromResult(!scenario.Controller.State.Claims.Unknown.IsEmpty));
        await scenario.CreateClaimAsync("mon", "loki", ("enabled", "true"), ("name", "loki"));

        await scenario.VolumeCarriesAsync("mon", "loki", "backup-mon-loki");
        Assert.NotNull(await scenario.FindJobAsync("backup-mon-grafana"));
        await scenario.SeriesAppearsAsync("""backup_reflector_unreadable_objects_total{kind="persistentvolumeclaims"}""");
        await scenario.SeriesAppearsAsync("""backup_reflector_unreadable_objects{kind="persistentvolumeclaims"}""");
        await scenario.SeriesAppearsAsync("""backup_reflector_unreadable_objects{kind="volumes.longhorn.io"}""", 0);
    });

    [Fact]
    public Task A_list_that_stalls_in_the_middle_does_not_stop_the_rest() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Faulty.Faults.Stall("list", "backups", userAgent: Controller.UserAgent);
        await scenario.StartControllerAsync();
        var (status, _) = await Eventually.GetAsync("an answer of the probe", async () =>
            await scenario.Controller.ProbeAsync("/readyz") is var probe && scenario.Controller.State.CanReview ? Tuple.Create(probe.Status, probe.Text) : null);

        Assert.True(status is 200 or 503);
        Assert.False(scenario.Controller.State.CanPlan);
    }, new ScenarioOptions { StartsController = false, ChecksInvariants = false });

    [Fact]
    public Task Longhorn_not_installed_yet_is_reported_and_survived() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClassAsync("longhorn", "driver.longhorn.io");
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await scenario.SeriesAppearsAsync("backup_controller_degraded");
        await Eventually.HoldsAsync("it is said in the log", () => Task.FromResult(
            scenario.Controller.Log.Lines.Any(line => line.Contains("Nothing is written while this can't be read", StringComparison.Ordinal))));
        Assert.Empty(scenario.Writes);

        await scenario.InstallLonghornAsync();

        await scenario.JobAsync("backup-mon-grafana");
        await scenario.SeriesAppearsAsync("backup_controller_degraded", 0);
    }, new ScenarioOptions { Sandbox = new SandboxOptions { LonghornInstalled = false } });

    [Fact]
    public Task A_missing_longhorn_namespace_is_reported_and_survived() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await Eventually.HoldsAsync("it is said in the log", () => Task.FromResult(
            scenario.Controller.Log.Lines.Any(line => line.Contains("there is no namespace storage", StringComparison.Ordinal))));
        await scenario.SeriesAppearsAsync("backup_controller_degraded");
        await scenario.IdleAsync();
        Assert.Empty(await scenario.Api.ListAsync("apis/longhorn.io/v1beta2/recurringjobs"));

        await scenario.EnsureNamespaceAsync("storage");

        await Eventually.HoldsAsync("the job is in that namespace", async () =>
            await scenario.Api.FindAsync("apis/longhorn.io/v1beta2/namespaces/storage/recurringjobs/backup-mon-grafana") is not null);
        await scenario.SeriesAppearsAsync("backup_controller_degraded", 0);
    }, new ScenarioOptions { LonghornNamespace = "storage", ChecksInvariants = false });

    [Fact]
    public Task A_slow_answer_is_waited_for_and_not_requested_twice() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Faulty.Faults.Slow(TimeSpan.FromSeconds(1), "create", "recurringjobs", userAgent: Controller.UserAgent);

        await scenario.CreateClaimAsync("mon", "grafana", OptIn);

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        Assert.Single(scenario.Faulty.Requests.Writes(Controller.UserAgent), write => write is { Verb: "create", Resource: "recurringjobs" });
    });

    [Fact]
    public Task A_pvc_that_is_deleted_while_its_job_is_being_created_leaves_none() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        var fault = scenario.Faulty.Faults.Slow(TimeSpan.FromSeconds(1), "create", "recurringjobs", userAgent: Controller.UserAgent);
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await Eventually.HoldsAsync("the job is being created", () => Task.FromResult(fault.Taken == 1));

        await scenario.DeleteClaimAsync("mon", "grafana");

        await Eventually.HoldsAsync("the PVC is gone", async () => await scenario.FindClaimAsync("mon", "grafana") is null);
        await Eventually.HoldsAsync("the job was there and went", async () => await scenario.FindJobAsync("backup-mon-grafana") is null
            && scenario.Faulty.Requests.Writes(Controller.UserAgent).Any(write => write is { Verb: "delete", Resource: "recurringjobs", Status: 200 }));
    });

    [Fact]
    public Task A_job_that_cannot_be_read_is_neither_made_again_nor_deleted() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", OptIn);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        scenario.Faulty.Tamper("recurringjobs", "longhorn-system", "backup-mon-grafana", job => job["spec"]!["retain"] = "eight");
        await Eventually.HoldsAsync("it is unknown", () => Task.FromResult(!scenario.Controller.State.Longhorn.Jobs.Unknown.IsEmpty));
        scenario.Faulty.Requests.Clear();

        await scenario.LabelClaimAsync("mon", "grafana", ("retain", "5"));
        await scenario.CreateClaimAsync("mon", "loki", ("enabled", "true"), ("name", "loki"));
        await scenario.VolumeCarriesAsync("mon", "loki", "backup-mon-loki");
        await scenario.IdleAsync();

        Assert.DoesNotContain(scenario.Faulty.Requests.Writes(Controller.UserAgent), write => write.Name == "backup-mon-grafana");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    }, new ScenarioOptions { ChecksInvariants = false });
}
