using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Killed here: right before and right after every write, and between any two.
public sealed class RestartTests
{
    public static TheoryData<string, string, bool> KillPoints()
    {
        var points = new TheoryData<string, string, bool>();
        foreach (var written in (bool[])[false, true])
        {
            points.Add("create", "recurringjobs", written);
            points.Add("patch", "volumes", written);
            points.Add("patch", "recurringjobs", written);
            points.Add("delete", "recurringjobs", written);
        }
        return points;
    }

    [Theory]
    [MemberData(nameof(KillPoints))]
    public Task A_kill_at_a_write_loses_nothing_and_repeats_nothing(string verb, string resource, bool written) => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "settled", ("enabled", "true"), ("name", "settled"));
        await scenario.VolumeCarriesAsync("mon", "settled", "backup-mon-settled");
        await scenario.CreateClaimAsync("mon", "leaving", ("enabled", "true"), ("name", "leaving"));
        await scenario.VolumeCarriesAsync("mon", "leaving", "backup-mon-leaving");
        var faults = scenario.Faulty.Faults;
        // The connection breaks at the write, and every later try too, until the controller is dead.
        if (written) faults.AbortAfter(verb, resource, userAgent: Controller.UserAgent);
        var blocked = faults.AbortBefore(verb, resource, times: 1000, userAgent: Controller.UserAgent);
        var struck = scenario.Faulty.Requests;
        struck.Clear();

        await scenario.CreateClaimAsync("mon", "new", ("enabled", "true"), ("name", "new"));
        await scenario.LabelClaimAsync("mon", "settled", ("retain", "20"));
        await scenario.LabelClaimAsync("mon", "leaving", ("name", "renamed"));
        await Eventually.HoldsAsync("the write was tried", () => Task.FromResult(
            struck.Writes(Controller.UserAgent).Any(write => write.Verb == verb && write.Resource == resource && write.Status == 0)));
        await scenario.Controller.KillAsync();
        faults.Clear();
        await scenario.StartControllerAsync();

        await scenario.VolumeCarriesAsync("mon", "new", "backup-mon-new");
        await scenario.VolumeCarriesAsync("mon", "leaving", "backup-mon-renamed");
        await scenario.JobIsGoneAsync("backup-mon-leaving");
        await Eventually.HoldsAsync("retain is 20", async () => (await scenario.JobAsync("backup-mon-settled"))["spec"]!["retain"]!.GetValue<int>() == 20);
        Assert.True(blocked.Taken >= 0);
    });

    [Fact]
    public Task A_dry_run_prints_the_plan_and_writes_nothing() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await Eventually.HoldsAsync("the plan is in the log", () => Task.FromResult(scenario.Controller.Log.Lines.Any(line =>
            line.Contains("Dry run: mon/grafana: create recurringjob backup-mon-grafana", StringComparison.Ordinal))));
        await scenario.Controller.IdleAsync();

        Assert.Null(await scenario.FindJobAsync("backup-mon-grafana"));
        await scenario.SeriesDisappearsAsync("backup_pvc_managed{");
    }, new ScenarioOptions { ControllerOptions = ["--Reconciler:DryRun", "true"], ChecksInvariants = false });
}
