using System.Globalization;
using WebhookController.Core.Layers;
using WebhookController.Core.Planning;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Replicas;

// Kills one of two controllers again and again while users label PVCs. `make kills` kills a hundred times.
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(3);

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "4", CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_kills_at_any_time_no_request_has_failed_and_every_job_was_written_once()
    {
        await using var deployment = await Deployment.StartAsync(2, "Ignore", ElectionOptions.Quick);
        var load = new Load(deployment, users: 3, claims: 40 + (4 * Kills));
        var (random, killed, leaders) = (new Random(1), new List<(DateTimeOffset From, DateTimeOffset Until)>(), 0);
        load.Start();

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(300), TestContext.Current.CancellationToken);
            var victim = deployment.Replicas[random.Next(2)];
            if (await Deployment.LeadsAsync(victim)) leaders++;
            var at = TimeProvider.System.GetUtcNow();
            await victim.KillAsync();
            await Eventually.HoldsAsync("the Service has noticed", () => Task.FromResult(deployment.Ready < 2));
            await victim.StartAsync(TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync("both are ready", () => Task.FromResult(deployment.Ready == 2));
            killed.Add((at, TimeProvider.System.GetUtcNow()));
        }
        await load.StopAsync();
        await ConvergedAsync(deployment);
        // The effect of a write is visible before its response is logged.
        await Eventually.HoldsAsync("every volume's write is answered", () => Task.FromResult(
            deployment.Server.Requests.All.Count("patch", "volumes") >= load.Claims.Count));

        var (calls, requests) = (deployment.Server.AdmissionCalls, deployment.Server.Requests.All);
        output.WriteLine($"{Kills} kills, {leaders} of them of the leader; {load.Sent} requests of users, {load.Failures.Count} failed; "
            + $"{calls.Answered} admission calls answered, {calls.Unanswered.Count} met a process just killed; "
            + $"{load.Claims.Count} jobs, {requests.Count("create", "recurringjobs")} creations, {requests.Count("patch", "volumes")} volumes labelled");
        Assert.Empty(load.Failures);
        // Calls to a killed process get no response until the Service notices, and
        // failurePolicy Ignore lets the users' requests through. With both replicas running every call must get a response.
        Assert.All(calls.Unanswered, call => Assert.Contains(killed, kill => call.At >= kill.From && call.At <= kill.Until));
        WriteOrder.WasKept(requests, LeaseDuration);
        Assert.Equal(load.Claims.Count, requests.Count("create", "recurringjobs"));
        Assert.Equal(load.Claims.Count, requests.Count("patch", "volumes"));
        Assert.Equal(0, requests.Count("delete", "recurringjobs"));
        foreach (var claim in load.Claims) Assert.NotNull(await deployment.FindJobAsync(claim));
    }

    // Whether the objects in the cluster show that nothing is left to do.
    private static async Task ConvergedAsync(Deployment deployment)
    {
        var left = "";
        try
        {
            await Eventually.HoldsAsync("nothing is left to do", async () =>
            {
                var state = await FreshState.ReadAsync(deployment.Api, ScenarioOptions.UsualNamespace);
                var plan = Planner.Plan(state, EffectiveDefaults.BuiltIn, TimeProvider.System.GetUtcNow());
                left = string.Join('\n', plan.Changes.Select(change => change.Describe()));
                return left.Length == 0 && state.Claims.Items.Values.All(claim => claim.VolumeName is not null);
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"this was never done:\n{left}\n{deployment.Logs()}");
        }
    }
}
