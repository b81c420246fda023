using WebhookController.Tests.Integration.Support;

namespace WebhookController.Tests.Integration;

/// PVCs that are of no concern.
public sealed class ExemptionTests
{
    private const string Scratch = "example.org/scratch";

    private static readonly string[] Exempting = ["--Exemptions:Namespaces", "ci", "--Exemptions:Selectors", Scratch];

    // The state by which invariants are looked at knows of no exemptions.
    private static readonly ScenarioOptions WithoutInvariants = new() { ChecksInvariants = false };

    private static readonly ScenarioOptions WithExemptions = WithoutInvariants with { ControllerOptions = Exempting, RegistersWebhooks = true };

    [Fact]
    public Task Exempt_pvcs_have_a_state_and_no_job_no_violation_and_no_other_series() => Scenario.RunAsync(async scenario =>
    {
        await scenario.LabelNamespaceAsync("ci", ("enabled", "true"));
        await scenario.EnsureNamespaceAsync("shop");
        await scenario.IdleAsync();

        var inCi = await scenario.CreateClaimAsync("ci", "build", ("enabled", "true"), ("retain", "3"));
        var cache = await scenario.CreateClaimAsync("shop", "redis", (Scratch, "yes"));
        await scenario.CreateClaimAsync("shop", "wiki");

        Assert.Empty(inCi.Warnings);
        Assert.Empty(cache.Warnings);
        await scenario.StateIsAsync("ci", "build", "exempt", "exempt_namespace");
        await scenario.StateIsAsync("shop", "redis", "exempt", "exempt_selector");
        await scenario.StateIsAsync("shop", "wiki", "violating", "missing_enabled_label");
        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);
        Assert.StartsWith("backup_pvc_state{", Assert.Single(await scenario.SeriesOfAsync("ci", "build")), StringComparison.Ordinal);
        Assert.StartsWith("backup_pvc_state{", Assert.Single(await scenario.SeriesOfAsync("shop", "redis")), StringComparison.Ordinal);
    }, WithExemptions);

    [Fact]
    public Task A_label_enabled_of_its_own_beats_a_selector_and_a_layer_does_not() => Scenario.RunAsync(async scenario =>
    {
        await scenario.LabelNamespaceAsync("shop", ("enabled", "true"));
        await scenario.CreateClaimAsync("shop", "redis", (Scratch, ""));
        await scenario.StateIsAsync("shop", "redis", "exempt", "exempt_selector");

        await scenario.LabelClaimAsync("shop", "redis", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("shop", "redis", "backup-shop-redis");

        await scenario.LabelClaimAsync("shop", "redis", (Scratch, null), ("enabled", null));
        await scenario.SeriesAppearsAsync("""backup_pvc_managed{job="backup-shop-redis",namespace="shop",pvc="redis"}""");
    }, WithExemptions);

    [Fact]
    public Task The_job_of_a_pvc_that_asks_for_it_itself_is_left_alone_when_its_namespace_becomes_exempt_and_raises_no_alert() => Scenario.RunAsync(async scenario =>
    {
        await scenario.CreateClaimAsync("ci", "build", ("enabled", "true"));
        await scenario.VolumeCarriesAsync("ci", "build", "backup-ci-build");
        await scenario.Longhorn.RunJobAsync("backup-ci-build", TestContext.Current.CancellationToken);
        await scenario.StateIsAsync("ci", "build", "protected", "ok");
        await scenario.IdleAsync();
        var job = (await scenario.JobAsync("backup-ci-build")).ToJsonString();
        await scenario.Controller.KillAsync();
        scenario.ForgetRequests();

        await scenario.StartControllerAsync(Exempting);

        await scenario.StateIsAsync("ci", "build", "exempt", "exempt_namespace");
        await scenario.IdleAsync();
        Assert.Empty(scenario.Writes);
        Assert.Equal(job, (await scenario.JobAsync("backup-ci-build")).ToJsonString());
        Assert.Single(await scenario.SeriesOfAsync("ci", "build"));

        await scenario.LabelClaimAsync("ci", "build", ("enabled", "false"));
        await scenario.JobIsGoneAsync("backup-ci-build");
    }, WithoutInvariants);

    [Fact]
    public Task The_job_that_a_namespace_asked_for_goes_when_that_becomes_exempt() => Scenario.RunAsync(async scenario =>
    {
        await scenario.LabelNamespaceAsync("ci", ("enabled", "true"));
        await scenario.CreateClaimAsync("ci", "build");
        await scenario.VolumeCarriesAsync("ci", "build", "backup-ci-build");
        await scenario.IdleAsync();
        await scenario.Controller.KillAsync();

        await scenario.StartControllerAsync(Exempting);

        await scenario.JobIsGoneAsync("backup-ci-build");
        await scenario.StateIsAsync("ci", "build", "exempt", "exempt_namespace");
    }, WithoutInvariants);
}
