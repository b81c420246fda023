using System.Collections.Concurrent;
using System.Net;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Replicas;

// A rolling update under load with failurePolicy Fail: an admission call without a response fails the user's request.
public sealed class RollingRestartTests
{
    [Fact]
    public async Task A_rolling_restart_loses_no_admission_call_and_hands_the_Lease_over()
    {
        await using var deployment = await Deployment.StartAsync(2, "Fail", ElectionOptions.Patient);
        using var stop = new CancellationTokenSource();
        var failures = new ConcurrentQueue<string>();
        var users = Enumerable.Range(0, 4).Select(user => LabelAsync(deployment, user, failures, stop.Token)).ToList();

        foreach (var replica in deployment.Replicas.Concat(deployment.Replicas))
        {
            await deployment.LeaderAsync();
            Assert.Equal(0, await Deployment.StopAsync(replica));
            await replica.StartAsync(TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync("both are ready", () => Task.FromResult(deployment.Ready == 2));
        }
        await stop.CancelAsync();
        await Task.WhenAll(users);

        Assert.Empty(failures);
        Assert.Empty(deployment.Server.AdmissionCalls.Unanswered);
        Assert.InRange(deployment.Server.AdmissionCalls.Answered, 100, int.MaxValue);
        WriteOrder.WasKept(deployment.Server.Requests.All, TimeSpan.FromHours(1));
        foreach (var replica in deployment.Replicas) Assert.Equal(0, await Deployment.StopAsync(replica));
        Assert.Equal("", await deployment.HolderAsync());
    }

    private static async Task LabelAsync(Deployment deployment, int user, ConcurrentQueue<string> failures, CancellationToken stop)
    {
        var created = await deployment.CreateClaimAsync($"pvc-{user}");
        if (created.Status != HttpStatusCode.Created) failures.Enqueue(created.Message);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var answer = await deployment.LabelClaimAsync($"pvc-{user}", ("retain", $"{1 + (i % 50)}"));
            if (answer.Status != HttpStatusCode.OK) failures.Enqueue(answer.Message);
            var refused = await deployment.LabelClaimAsync($"pvc-{user}", ("retain", "0"));
            if (!refused.Message.Contains("use a whole number from 1 to 100", StringComparison.Ordinal)) failures.Enqueue($"{refused.Status} {refused.Message}");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
