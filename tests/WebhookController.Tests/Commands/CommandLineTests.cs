namespace WebhookController.Tests.Commands;

/// How the commands answer to bad usage, and what they say of themselves.
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("audit", "--bogus")]
    [InlineData("audit", "shop")]
    [InlineData("audit", "--output", "xml")]
    [InlineData("audit", "--state", "fine")]
    [InlineData("plan", "--namespace")]
    [InlineData("audit", "--prefix", "Backup", "--kubeconfig", "none")]
    [InlineData("audit", "--selector", "a=(b", "--kubeconfig", "none")]
    [InlineData("audit", "--exempt-selectors", "a=(b", "--kubeconfig", "none")]
    [InlineData("plan", "--kubeconfig", "none")]
    public async Task Bad_usage_is_one_line_and_exit_code_2(params string[] args)
    {
        var run = await CommandRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("plan")]
    public async Task Help_has_usage_examples_and_exit_codes(string command)
    {
        var run = await CommandRun.OfAsync(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["Usage:", "Examples:", $"backup-controller {command}", "Exit code 0", "--kubeconfig"], part => Assert.Contains(part, run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_one_line_and_exit_code_2()
    {
        var kubeconfig = Sandbox.Kubeconfig.For(new Uri("https://127.0.0.1:1"), Sandbox.DevelopmentCertificates.CreateAuthority(), "t");

        var run = await CommandRun.WithKubeconfigAsync(kubeconfig, "audit");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("the API server doesn't answer: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }
}
