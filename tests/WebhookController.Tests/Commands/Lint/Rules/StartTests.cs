using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Commands.Lint.Rules;

public sealed class StartTests
{
    [Theory]
    [InlineData(50, false, "enabled=true")]
    [InlineData(51, true, "enabled=true")]
    [InlineData(51, false, "enabled=true", "start=auto")]
    [InlineData(51, false, "enabled=false")]
    public async Task More_than_fifty_jobs_in_one_minute_are_pointed_out(int claims, bool found, params string[] labels)
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Documents([.. Enumerable.Range(0, claims).Select(i => Manifest.Claim($"a{i}", labels))]));

        Assert.Equal(0, outcome.Code);
        Assert.Equal(
            found ? ["warning: 51 jobs start at 00:30: start=auto spreads them, on each PVC, its Namespace or in ConfigMap backup-defaults (PersistentVolumeClaim default/a0)"] : [], outcome.Findings);
    }

    [Theory]
    [InlineData("{kind: ConfigMap, metadata: {name: backup-defaults}, data: {start: auto}}")]
    [InlineData("{kind: Namespace, metadata: {name: default, labels: {backup.vluwte.nl/start: auto}}}")]
    [InlineData("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn, labels: {backup.vluwte.nl/start: auto}}, provisioner: driver.longhorn.io}")]
    public async Task Layers_in_the_input_spread_them(string layer) => Assert.Empty((await LintProcess.PipeAsync(
        Manifest.Documents([layer + "\n", .. Enumerable.Range(0, 60).Select(i => Manifest.Claim($"a{i}", "enabled=true"))]))).Findings);

    [Fact]
    public async Task Intervals_that_meet_in_a_minute_count_together()
    {
        var claims = Enumerable.Range(0, 26).SelectMany(i => (string[])[Manifest.Claim($"a{i}", "enabled=true", "interval=4", "start=0530"), Manifest.Claim($"b{i}", "enabled=true", "interval=24", "start=1330")]);

        Assert.StartsWith("warning: 52 jobs start at 13:30", Assert.Single((await LintProcess.PipeAsync(Manifest.Documents([.. claims]))).Findings), StringComparison.Ordinal);
    }
}
