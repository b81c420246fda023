using WebhookController.Hosting;

namespace WebhookController.Tests.Hosting;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData]
    [InlineData("--Webhook:Port", "9443")]
    [InlineData("--webhook:port=9443", "--Reconciler:DryRun", "true")]
    [InlineData("--Logging:Console:FormatterName=json")]
    public void Known_options_are_accepted(params string[] args) => Arguments.Check(args);

    [Theory]
    [InlineData("--Reconciler:DryRun has no value, give it as --Reconciler:DryRun value", "--Reconciler:DryRun")]
    [InlineData("--Reconciler:DryRun has no value, give it as --Reconciler:DryRun value", "--Reconciler:DryRun", "--Webhook:Port", "1")]
    [InlineData("there is no option Recociler:DryRun, did you mean Reconciler:DryRun?", "--Recociler:DryRun", "true")]
    [InlineData("there is no option dry-run, options are in the sections Kubernetes, ", "--dry-run", "true")]
    [InlineData("true is not an option, options are given as --Section:Name value", "--Webhook:Port", "1", "true")]
    [InlineData("Webhook:Port is not an option, options are given as --Section:Name value", "Webhook:Port=1")]
    public void Arguments_that_would_be_ignored_are_rejected(string message, params string[] args) =>
        Assert.StartsWith(message, Assert.Throws<OptionsException>(() => Arguments.Check(args)).Message, StringComparison.Ordinal);
}
