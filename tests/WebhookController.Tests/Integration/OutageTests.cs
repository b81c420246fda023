using WebhookController.Kubernetes.Reflectors;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// An API server that goes away for a while, with the delays of production.
public sealed class OutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    // The leader has lost its term by then, and every watch its connection.
    [Fact]
    public Task After_20_seconds_without_an_API_server_a_new_PVC_has_its_job_within_5() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        await Eventually.HoldsAsync("it leads", () => Task.FromResult(scenario.Controller.Leads));
        var fault = scenario.Faulty.Faults.AbortBefore(times: int.MaxValue, userAgent: Controller.UserAgent);
        scenario.Faulty.Faults.CutWatches(userAgent: Controller.UserAgent);
        await Task.Delay(Outage, TestContext.Current.CancellationToken);
        Assert.False(scenario.Controller.Leads);

        scenario.Faulty.Faults.Clear();
        await scenario.CreateClaimAsync("mon", "grafana", ("enabled", "true"), ("name", "grafana"));

        await Eventually.HoldsAsync("the job is there", async () => await scenario.FindJobAsync("backup-mon-grafana") is not null, Longest);
        // Eleven kinds and the Lease, an attempt every two seconds or so.
        Assert.InRange(fault.Taken, 50, 250);
    }, new ScenarioOptions
    {
        ControllerOptions = ["--LeaderElection:Enabled", "true"],
        Reflector = _ => new ReflectorOptions(),
        // They restart the controller, which would wait for the Lease.
        ChecksInvariants = false,
    });
}
