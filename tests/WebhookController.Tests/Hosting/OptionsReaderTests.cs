using Microsoft.Extensions.Configuration;
using WebhookController.Hosting;

namespace WebhookController.Tests.Hosting;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Without_options_the_defaults_of_the_readme_apply()
    {
        var options = Read();

        Assert.Equal(8443, options.Webhook.Port);
        Assert.Equal(8080, options.Metrics.Port);
        Assert.Equal("longhorn-system", options.Longhorn.Namespace);
        Assert.Equal("backup.vluwte.nl/", options.Labels.Prefix);
        Assert.Equal(TimeSpan.FromMinutes(5), options.Reconciler.Resync);
        Assert.False(options.Reconciler.DryRun);
    }

    [Fact]
    public void Option_names_are_case_insensitive() => Assert.Equal(9443, Read(("webhook:PORT", "9443")).Webhook.Port);

    [Theory]
    [InlineData("Webhook:Port", "70000", "Webhook:Port=70000 is not a port, use 1 to 65535")]
    [InlineData("Metrics:Port", "-1", "Metrics:Port=-1 is not a port, use 1 to 65535")]
    [InlineData("Metrics:Port", "8443", "Webhook:Port and Metrics:Port are both 8443, use two different ports")]
    [InlineData("Webhook:CertificateDirectory", " ", "Webhook:CertificateDirectory is empty")]
    [InlineData("Webhook:ExpectedNames", "a.svc,b c", "Webhook:ExpectedNames=b c is not a host name")]
    [InlineData("Labels:Prefix", "backup.example.com", "Labels:Prefix=backup.example.com is not a label prefix")]
    [InlineData("Labels:Prefix", "Backup/", "Labels:Prefix=Backup/ is not a label prefix")]
    [InlineData("Longhorn:Namespace", "Longhorn", "Longhorn:Namespace=Longhorn is not the name of a namespace")]
    [InlineData("Kubernetes:Namespace", "a.b", "Kubernetes:Namespace=a.b is not the name of a namespace")]
    [InlineData("Kubernetes:Kubeconfig", "/nowhere/config", "Kubernetes:Kubeconfig=/nowhere/config doesn't exist")]
    [InlineData("Exemptions:Namespaces", "ci,Dev", "Exemptions:Namespaces=Dev is not the name of a namespace")]
    [InlineData("Exemptions:Selectors", "app=cache; in (a)", "Exemptions:Selectors=in (a) is not a label selector, use for example app=cache or tier in (cache,scratch), with ; between several")]
    [InlineData("Reconciler:Resync", "00:00:00", "Reconciler:Resync=00:00:00 is out of range, use 00:00:01 to 1.00:00:00")]
    [InlineData("Webhook:ShutdownDelay", "-00:00:01", "Webhook:ShutdownDelay=-00:00:01 is out of range, use 00:00:00 to 00:00:20")]
    [InlineData("LeaderElection:LeaseDuration", "00:00:10.5", "LeaderElection:LeaseDuration=00:00:10.5000000 is not allowed, use whole seconds")]
    [InlineData("LeaderElection:LeaseDuration", "00:00:11", "LeaderElection:RenewDeadline=00:00:10 is too long, use at most 80 % of LeaderElection:LeaseDuration=00:00:11")]
    [InlineData("LeaderElection:RetryPeriod", "00:00:06", "LeaderElection:RetryPeriod=00:00:06 is too long, use at most half of LeaderElection:RenewDeadline=00:00:10")]
    [InlineData("LeaderElection:RetryPeriod", "00:00:00", "LeaderElection:RetryPeriod=00:00:00 is too short")]
    public void A_value_that_cannot_be_used_is_named_with_what_is_allowed(string key, string value, string message) =>
        Assert.StartsWith(message, Refusal((key, value)), StringComparison.Ordinal);

    [Fact]
    public void A_value_that_cannot_be_read_is_named() => Assert.Contains("Webhook:Port", Refusal(("Webhook:Port", "https")), StringComparison.Ordinal);

    [Fact]
    public void A_misspelt_option_is_answered_with_the_right_one() =>
        Assert.Equal("there is no option Webhook:Prot, did you mean Webhook:Port?", Refusal(("Webhook:Prot", "1")));

    [Fact]
    public void A_misspelt_section_is_answered_with_the_right_one() =>
        Assert.Equal("there is no option section Recociler, did you mean Reconciler?", Refusal(("Recociler:DryRun", "true")));

    [Fact]
    public void Sections_of_other_programs_are_ignored() =>
        Assert.False(Read(("Logging:Console:FormatterName", "json"), ("LOGNAME", "root"), ("Kestrel:Limits", "1")).Reconciler.DryRun);

    [Fact]
    public void A_misspelt_exemption_is_answered_with_the_right_option() =>
        Assert.Equal("there is no option Exemptions:Namespace, did you mean Exemptions:Namespaces?", Refusal(("Exemptions:Namespace", "ci")));

    // As the chart sets it where nothing is to be left out.
    [Fact]
    public void An_empty_value_replaces_a_default() => Assert.Equal("", Read(("Exemptions:Selectors", "")).Exemptions.Selectors);

    private static string Refusal(params (string, string)[] values) => Assert.Throws<OptionsException>(() => Read(values)).Message;

    private static ControllerOptions Read(params (string Key, string Value)[] values) => OptionsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value))).Build());
}
