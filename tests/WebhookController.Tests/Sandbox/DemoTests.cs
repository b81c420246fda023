using Sandbox.Commands;

namespace WebhookController.Tests.SandboxTests;

// Uses plain HTTP, as the demo does without kubectl.
public sealed class DemoTests : IDisposable
{
    private static readonly string Controller = Path.Combine(AppContext.BaseDirectory, "WebhookController.dll");

    private readonly StringWriter _output = new();

    [Fact]
    public async Task Every_step_goes_as_expected()
    {
        var exitCode = await RunAsync(Controller, DemoSteps.All);
        Assert.True(exitCode == 0, $"{_output}");
        Assert.Contains($"{DemoSteps.All.Count} of {DemoSteps.All.Count} steps as expected", $"{_output}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_step_ends_the_demo_and_prints_the_check_and_the_controllers_log()
    {
        var wrong = new Step(
            "Keep nothing", UserRequest.Label("grafana", "enabled=true"), "a job that keeps nothing",
            OnceItIsThere(ClusterChecks.Job("grafana", "30 0/4 * * ?", retain: 0)));
        var exitCode = await RunAsync(Controller, [wrong, .. DemoSteps.All]);

        var text = $"{_output}";
        Assert.Equal(1, exitCode);
        Assert.Contains("✗ expected: a job that keeps nothing; but after 1 s RecurringJob backup-shop-", text, StringComparison.Ordinal);
        Assert.Contains("Step 1 failed: Keep nothing", text, StringComparison.Ordinal);
        Assert.Contains("create recurringjob backup-shop-grafana", text, StringComparison.Ordinal);

        Assert.True(File.Exists(Path.Combine(Folder, "controller.log")));
    }

    [Fact]
    public async Task A_request_that_is_wrongly_accepted_fails_the_step()
    {
        var wrong = new Step("Refuse", UserRequest.Label("grafana", "enabled=true"), "a refusal") { Refused = true };
        Assert.Equal(1, await RunAsync(Controller, [wrong]));
        Assert.Contains("✗ expected: a refusal; but it was accepted", $"{_output}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_controller_it_says_what_is_missing()
    {
        Assert.Equal(1, await RunAsync("/nowhere/WebhookController.dll", DemoSteps.All));
        Assert.Contains("/nowhere/WebhookController.dll doesn't exist: build it", $"{_output}", StringComparison.Ordinal);
    }

    // A step times out after a second, and the job may take longer.
    private static Check OnceItIsThere(Check check) => async (trial, ct) =>
    {
        while ((await ClusterChecks.NoJob("grafana")(trial, ct)).Passed) await Task.Delay(20, ct);
        return await check(trial, ct);
    };

    // Kept after a failure, for investigation.
    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        _output.Dispose();
    }

    private string Folder => $"{_output}".Split(", log ") is [_, var rest, ..] ? Path.GetDirectoryName(rest.Split('\n')[0])! : "";

    private Task<int> RunAsync(string controller, IReadOnlyList<Step> steps) => Demo.RunAsync(
        controller, steps, new Terminal(_output), kubectl: false, TimeSpan.FromSeconds(steps == DemoSteps.All ? 30 : 1),
        TestContext.Current.CancellationToken);
}
