using Sandbox;
using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

public sealed class StartTests
{
    [Fact]
    public async Task Until_there_is_a_certificate_it_is_up_and_unready_and_says_why()
    {
        await using var server = await SandboxServer.StartAsync(null, TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("start-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "kubeconfig"), server.Kubeconfig, TestContext.Current.CancellationToken);
        await using var controller = await Controller.StartAsync(folder, TimeProvider.System, options => options);
        await Eventually.HoldsAsync("the caches are read", () => Task.FromResult(controller.State.CanReview));

        Assert.Equal(200, (await controller.ProbeAsync("/healthz")).Status);
        var (status, text) = await controller.ProbeAsync("/readyz");
        Assert.Equal(503, status);
        Assert.Contains($"no certificate can be read from {folder}", text, StringComparison.Ordinal);
        Assert.True(await controller.HasSeriesAsync("backup_webhook_certificate_not_after_timestamp_seconds", 0));
        await controller.KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public Task A_replica_that_can_not_read_a_kind_or_has_a_certificate_for_other_names_says_so() => Scenario.RunOnSandboxAsync(async scenario =>
    {
        scenario.Faulty.Faults.Answer(404, "NotFound", "list", "storageclasses", times: int.MaxValue, userAgent: Controller.UserAgent);
        await scenario.StartControllerAsync();

        await Eventually.HoldsAsync("it is unready and says why", async () => await scenario.Controller.ProbeAsync("/readyz") is (503, var text)
            && text.Contains("is not for elsewhere.example", StringComparison.Ordinal)
            && text.Contains("StorageClasses can't be read: ", StringComparison.Ordinal));
    }, new ScenarioOptions { StartsController = false, ChecksInvariants = false, ControllerOptions = ["--Webhook:ExpectedNames", "elsewhere.example"] });
}
