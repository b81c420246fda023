using System.Text.Json.Nodes;
using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Two whole controllers in front of one API server.
public sealed class LeadershipTests
{
    private const string LeasePath = "apis/coordination.k8s.io/v1/namespaces/backup-controller/leases/longhorn-backup-controller";

    private static readonly ScenarioOptions Quick = new()
    {
        ControllerOptions =
        [
            "--LeaderElection:Enabled", "true", "--LeaderElection:LeaseDuration", "00:00:03", "--LeaderElection:RenewDeadline", "00:00:02",
            "--LeaderElection:RetryPeriod", "00:00:00.3",
        ],
    };

    // A Lease that nobody sees run out. The invariants' restart would wait for that.
    private static readonly ScenarioOptions Slow = new()
    {
        ChecksInvariants = false,
        ControllerOptions =
        [
            "--LeaderElection:Enabled", "true", "--LeaderElection:LeaseDuration", "01:00:00", "--LeaderElection:RenewDeadline", "00:45:00",
            "--LeaderElection:RetryPeriod", "00:00:00.3",
        ],
    };

    [Fact]
    public Task One_writes_and_reports_PVCs_and_both_answer_admission() => Scenario.RunAsync(async scenario =>
    {
        await LeadsAsync(scenario.Controller);
        await using var other = await scenario.StartAnotherControllerAsync();
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.CreateClaimAsync("mon", "scratch");
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="missing_enabled_label",namespace="mon",pvc="scratch"}""");
        await scenario.IdleAsync(other);

        Assert.True(await scenario.Controller.HasSeriesAsync("backup_controller_leader", 1));
        Assert.True(await other.HasSeriesAsync("backup_controller_leader", 0));
        Assert.Contains("backup_reconcile_last_pass_timestamp_seconds", await scenario.Controller.MetricsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("\nbackup_pvc_", await other.MetricsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("\nbackup_reconcile_last_pass_timestamp_seconds", await other.MetricsAsync(), StringComparison.Ordinal);
        Assert.All(scenario.Writes, write => Assert.EndsWith($"({scenario.Controller.Identity})", write.UserAgent, StringComparison.Ordinal));
        var claim = (await scenario.FindClaimAsync("mon", "grafana"))!;
        var worse = claim.DeepClone().AsObject();
        worse["metadata"]!["labels"]!["backup.vluwte.nl/retain"] = "0";
        foreach (var replica in (Controller[])[scenario.Controller, other])
            Assert.Contains("use a whole number from 1 to 100", await replica.ReviewAsync(claim, worse), StringComparison.Ordinal);
    }, Slow);

    [Fact]
    public Task After_a_kill_another_writes_once_the_Lease_has_run_out() => Scenario.RunAsync(async scenario =>
    {
        await LeadsAsync(scenario.Controller);
        await using var other = await scenario.StartAnotherControllerAsync();
        await scenario.IdleAsync(other);
        await scenario.Controller.KillAsync();

        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await LeadsAsync(other);
        Assert.All(scenario.Writes, write => Assert.EndsWith($"({other.Identity})", write.UserAgent, StringComparison.Ordinal));
        await scenario.StartControllerAsync();
        await other.StopAsync();
    }, Quick);

    [Fact]
    public Task A_leader_that_stops_finishes_its_write_and_its_successor_starts_at_once() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await LeadsAsync(scenario.Controller);
        var stopped = scenario.Controller;
        await using var other = await scenario.StartAnotherControllerAsync();
        var slow = scenario.Faulty.Faults.Slow(TimeSpan.FromSeconds(3), "create", "recurringjobs");
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await Eventually.HoldsAsync("the write has started", () => Task.FromResult(slow.Taken == 1));

        var stopping = stopped.StopAsync();
        await Eventually.HoldsAsync("it is stopping", () => Task.FromResult(stopped.Log.Lines.Any(line => line.Contains("Stopping", StringComparison.Ordinal))));
        await scenario.CreateClaimAsync("mon", "wiki", ("enabled", "true"), ("name", "wiki"));
        await stopping;

        // The Lease lasts an hour: nobody waited for that.
        await LeadsAsync(other);
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.VolumeCarriesAsync("mon", "wiki", "backup-mon-wiki");
        Assert.Single(Creations(scenario), write => write.UserAgent.EndsWith($"({stopped.Identity})", StringComparison.Ordinal));
        Assert.Equal(2, Creations(scenario).Count());
        Assert.False(stopped.Leads);
        Assert.DoesNotContain(stopped.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal));
    }, Slow);

    [Fact]
    public Task A_leader_that_loses_the_API_server_stops_in_time_and_another_goes_on() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await LeadsAsync(scenario.Controller);
        var cut = scenario.Controller;
        await using var other = await scenario.StartAnotherControllerAsync();
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        await scenario.SeriesAppearsAsync("""backup_pvc_managed{job="backup-mon-grafana",namespace="mon",pvc="grafana"}""");
        var outage = scenario.Faulty.Faults.AbortBefore(resource: "leases", times: int.MaxValue, userAgent: AgentOf(cut));

        await LeadsAsync(other);
        Assert.False(cut.Leads);
        await scenario.SeriesDisappearsAsync("\nbackup_pvc_managed{");
        await scenario.SeriesDisappearsAsync("\nbackup_reconcile_last_pass_timestamp_seconds");
        scenario.ForgetRequests();
        await scenario.CreateClaimAsync("mon", "wiki", ("enabled", "true"), ("name", "wiki"));
        await scenario.VolumeCarriesAsync("mon", "wiki", "backup-mon-wiki");

        Assert.All(scenario.Writes, write => Assert.Equal(AgentOf(other), write.UserAgent));
        Assert.True(outage.Taken > 0);
        Assert.Contains(cut.Log.Lines, line => line.Contains("Cannot get the Lease backup-controller/longhorn-backup-controller", StringComparison.Ordinal));
        scenario.Faulty.Faults.Clear();
        await other.StopAsync();
        await LeadsAsync(cut);
    }, Quick);

    [Fact]
    public Task A_write_under_way_is_broken_off_when_the_term_ends() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await LeadsAsync(scenario.Controller);
        var agent = AgentOf(scenario.Controller);
        var faults = scenario.Faulty.Faults;
        var slow = faults.Slow(TimeSpan.FromHours(1), "create", "recurringjobs");
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await Eventually.HoldsAsync("the write has started", () => Task.FromResult(slow.Taken == 1));
        faults.AbortBefore(resource: "leases", times: int.MaxValue, userAgent: agent);

        await Eventually.HoldsAsync("the leader has stepped back", () => Task.FromResult(!scenario.Controller.Leads));
        await scenario.SeriesDisappearsAsync("\nbackup_reconcile_last_pass_timestamp_seconds");
        Assert.Null(await scenario.FindJobAsync("backup-mon-grafana"));

        faults.Clear();
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    }, Quick);

    [Fact]
    public Task A_wall_clock_that_jumps_loses_no_job() => Scenario.RunAsync(async scenario =>
    {
        scenario.ClockRanBack = true;
        await LeadsAsync(scenario.Controller);
        var number = 0;
        foreach (var jump in (TimeSpan[])[TimeSpan.FromHours(3), -TimeSpan.FromHours(6), TimeSpan.FromHours(3)])
        {
            scenario.Clock.Move(jump);
            var name = $"pvc-{number++}";
            await scenario.CreateClaimAsync("mon", name, ("enabled", "true"), ("name", name));
            await scenario.VolumeCarriesAsync("mon", name, $"backup-mon-{name}");
        }
        Assert.Equal(0, (await LeaseAsync(scenario))["spec"]!["leaseTransitions"]!.GetValue<int>());
    }, Quick);

    [Fact]
    public Task A_Lease_that_is_deleted_comes_back_and_the_leader_stays() => Scenario.RunAsync(async scenario =>
    {
        await LeadsAsync(scenario.Controller);
        await using var other = await scenario.StartAnotherControllerAsync();
        await Eventually.HoldsAsync("the other has seen the Lease", () => Task.FromResult(
            other.Log.Lines.Any(line => line.Contains("is the leader; this replica answers admission", StringComparison.Ordinal))));
        await scenario.Api.DeleteAsync(LeasePath);

        var again = await Eventually.GetAsync("the Lease is there again", () => scenario.Api.FindAsync(LeasePath));

        Assert.Equal(scenario.Controller.Identity, again["spec"]!["holderIdentity"]!.GetValue<string>());
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    }, Slow);

    [Fact]
    public Task A_Lease_that_is_stolen_is_respected() => Scenario.RunAsync(async scenario =>
    {
        await LeadsAsync(scenario.Controller);
        await scenario.Api.MergeAsync(LeasePath, new JsonObject { ["spec"] = new JsonObject { ["holderIdentity"] = "a thief", ["leaseDurationSeconds"] = 3600 } });
        await Eventually.HoldsAsync("the leader has stepped back", () => Task.FromResult(!scenario.Controller.Leads));
        scenario.ForgetRequests();
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await Eventually.HoldsAsync("two looks at the Lease", () => Task.FromResult(
            scenario.Requests.Count(request => request is { Verb: "get", Resource: "leases" }) >= 2));
        Assert.Empty(scenario.Writes);

        await scenario.Api.MergeAsync(LeasePath, new JsonObject { ["spec"] = new JsonObject { ["holderIdentity"] = "" } });
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
        Assert.Contains(scenario.Controller.Log.Lines, line => line.Contains("a thief is the leader", StringComparison.Ordinal));
    }, Quick);

    [Fact]
    public Task A_dry_run_takes_part_in_no_election_and_shows_what_it_found() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "scratch");
        await scenario.SeriesAppearsAsync("""backup_pvc_violation{condition="missing_enabled_label",namespace="mon",pvc="scratch"}""");

        Assert.True(await scenario.Controller.HasSeriesAsync("backup_controller_leader", 0));
        Assert.DoesNotContain(scenario.Requests, request => request.Resource == "leases");
        Assert.DoesNotContain(scenario.Requests, request => request.IsWrite);
    }, Slow with { ControllerOptions = [.. Slow.ControllerOptions, "--Reconciler:DryRun", "true"] });

    [Fact]
    public Task With_the_election_off_it_writes_without_a_Lease() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");

        Assert.True(await scenario.Controller.HasSeriesAsync("backup_controller_leader", 1));
        Assert.DoesNotContain(scenario.Requests, request => request.Resource == "leases");
    });

    [Fact]
    public Task Without_the_right_to_the_Lease_nothing_is_written_and_the_log_says_why() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Faulty.Faults.Answer(403, "Forbidden", resource: "leases", times: int.MaxValue);
        await scenario.StartControllerAsync();
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        await Eventually.HoldsAsync("the log says why", () => Task.FromResult(scenario.Controller.Log.Lines.Any(line =>
            line.Contains("so nothing is written: Forbidden on demand of the test", StringComparison.Ordinal))));
        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);
        scenario.Faulty.Faults.Clear();
        await scenario.VolumeCarriesAsync("mon", "grafana", "backup-mon-grafana");
    }, Quick with { StartsController = false, IsRefused = true });

    private static Task LeadsAsync(Controller replica) => Eventually.HoldsAsync("the replica leads", () => Task.FromResult(replica.Leads));

    private static string AgentOf(Controller replica) => $"{Controller.UserAgent}/{WebhookController.Observability.BuildInfo.Version} ({replica.Identity})";

    private static Task<JsonObject> LeaseAsync(Scenario scenario) => Eventually.GetAsync("the Lease", () => scenario.Api.FindAsync(LeasePath));

    private static IEnumerable<RequestRecord> Creations(Scenario scenario) =>
        scenario.Writes.Where(write => write is { Verb: "create", Resource: "recurringjobs", Status: 201 });
}
