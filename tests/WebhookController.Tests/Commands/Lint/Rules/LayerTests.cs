using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Commands.Lint.Rules;

public sealed class LayerTests
{
    private const string OptIn = "backup.vluwte.nl/enabled: \"true\"";

    [Fact]
    public async Task A_namespace_that_opts_in_speaks_for_its_pvcs()
    {
        var outcome = await LintProcess.PipeAsync(
            Manifest.Documents(Manifest.Namespace("default", OptIn), Manifest.Claim("a"), Manifest.Claim("b", "archive=true")), "--require-enabled");

        Assert.Equal(["warning: default/b: a new volume is empty: put the label archive on once its data is there"], outcome.Findings);
    }

    [Fact]
    public async Task A_storage_class_that_opts_in_speaks_for_its_pvcs() => Assert.Empty((await LintProcess.PipeAsync(
        Manifest.Documents(Manifest.StorageClass("longhorn", "driver.longhorn.io", OptIn), Manifest.Claim("a")), "--require-enabled")).Findings);

    [Fact]
    public async Task A_layer_of_others_does_not_speak() => Assert.Single((await LintProcess.PipeAsync(
        Manifest.Documents(Manifest.Namespace("other", OptIn), Manifest.StorageClass("fast", "driver.longhorn.io", OptIn), Manifest.Claim("a")), "--require-enabled")).Findings);

    [Fact]
    public async Task Mistakes_of_layers_are_found()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Documents(
            Manifest.Namespace("a", "backup.vluwte.nl/archive: \"true\", backup.vluwte.nl/retain: 3"),
            Manifest.StorageClass("b", "driver.longhorn.io", "backup.vluwte.nl/interval: \"5\", backup.vluwte.nl/retain: \"101\"")));

        Assert.Equal(
        [
            "backup.vluwte.nl/archive=true is not allowed: an archive is of one PVC, set it there (Namespace a)",
            "backup.vluwte.nl/retain=3 is not text: put the value in quotes (Namespace a)",
            "backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24 (StorageClass b)",
        ], outcome.Findings.Where(finding => !finding.StartsWith("warning", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_layer_above_longhorns_own_ceiling_is_warned_of() => Assert.Equal(
        ["warning: backup.vluwte.nl/retain=101 is not allowed: use a whole number from 1 to 100, unless Longhorn's recurring-job-max-retention is higher (Namespace a)"],
        (await LintProcess.PipeAsync(Manifest.Namespace("a", "backup.vluwte.nl/retain: \"101\""))).Findings);

    [Fact]
    public async Task Mistakes_of_the_defaults_are_found()
    {
        var outcome = await LintProcess.PipeAsync("""
            kind: ConfigMap
            metadata: {name: backup-defaults, namespace: backup-controller}
            data:
              retain: 7
              interval: "5"
              retian: "8"
              allow-mass-deletion: "0123"
            """);

        Assert.Equal(
        [
            "retain=7 is not text: put the value in quotes (ConfigMap backup-defaults)",
            "interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24 (ConfigMap backup-defaults)",
            "retian=8 is not allowed: there is no such key, did you mean retain? (ConfigMap backup-defaults)",
        ], outcome.Findings);
        Assert.Equal(["<stdin>:4:11", "<stdin>:5:13", "<stdin>:6:3"], outcome.Places);
    }

    [Fact]
    public async Task Defaults_with_many_keys_are_one_mistake() => Assert.Single((await LintProcess.PipeAsync(
        $"{{kind: ConfigMap, metadata: {{name: backup-defaults}}, data: {{{string.Join(", ", Enumerable.Range(0, 100).Select(i => $"k{i}: v"))}}}}}")).Findings);
}
