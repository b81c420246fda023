using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// Shown, and not done.
public sealed class DryRunTests
{
    [Fact]
    public Task A_dry_run_prints_the_plan_and_writes_nothing() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));
        await Eventually.HoldsAsync("the plan is in the log", () => Task.FromResult(scenario.Controller.Log.Lines.Any(line =>
            line.Contains("Dry run: mon/grafana: create recurringjob backup-mon-grafana", StringComparison.Ordinal))));
        await scenario.IdleAsync();

        Assert.Null(await scenario.FindJobAsync("backup-mon-grafana"));
        await scenario.SeriesDisappearsAsync("backup_pvc_managed{");
    }, new ScenarioOptions { ControllerOptions = ["--Reconciler:DryRun", "true"], ChecksInvariants = false });
}
