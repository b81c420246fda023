using WebhookController.Tests.Commands.Lint.Support;

namespace WebhookController.Tests.Commands.Lint;

public sealed class LintCommandTests
{
    [Fact]
    public async Task Nothing_found_is_0()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Claim("data", "enabled=true"));

        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
        Assert.Equal("lint: 0 errors and 0 warnings in 1 file, with 1 PVC or templates of PVCs and 0 layers of defaults\n", outcome.Errors);
    }

    [Fact]
    public async Task A_warning_alone_is_0()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Claim("data"));

        Assert.Equal((0, "<stdin>:3:18: warning: default/data: not backed up: label it backup.vluwte.nl/enabled=true, or =false\n"), (outcome.Code, outcome.Output));
    }

    [Fact]
    public async Task An_error_is_1()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Claim("data", "enabled=true", "interval=5"));

        Assert.Equal(1, outcome.Code);
        Assert.Equal(
            "<stdin>:3:95: backup.vluwte.nl/interval=5 is not allowed: use 1, 2, 3, 4, 6, 8, 12 or 24 (PersistentVolumeClaim default/data)\n", outcome.Output);
    }

    [Theory]
    [InlineData("lint: Required argument 'PATH' missing for command: 'lint' (see backup-controller lint --help)")]
    [InlineData("lint: there is no option --outptu, did you mean --output? (see backup-controller lint --help)", "--outptu", "json", "-")]
    [InlineData("lint: there is no option --verbose (see backup-controller lint --help)", "-", "--verbose")]
    [InlineData("lint: --output xml is not allowed: use table, json, markdown, github or sarif (see backup-controller lint --help)", "-", "-o", "xml")]
    [InlineData("lint: --prefix Backup is not allowed: use a DNS name in lower case followed by /, for example backup.vluwte.nl/ (see backup-controller lint --help)", "-", "--prefix", "Backup")]
    [InlineData("lint: --namespace a_b is not allowed: use the name of a namespace (see backup-controller lint --help)", "-", "-n", "a_b")]
    [InlineData("lint: Required argument missing for option: '--output' (see backup-controller lint --help)", "-", "--output")]
    [InlineData("lint: no/such/file.yaml doesn't exist", "no/such/file.yaml")]
    public async Task Wrong_usage_is_one_line_and_2(string line, params string[] args)
    {
        var outcome = await LintProcess.RunAsync(args);

        Assert.Equal(new LintOutcome(2, "", line + "\n"), outcome);
    }

    [Fact]
    public async Task Standard_input_that_is_no_yaml_is_2()
    {
        var outcome = await LintProcess.PipeAsync("Error: INSTALLATION FAILED: [");

        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.StartsWith("lint: <stdin> can't be read: not YAML from line 1, column ", outcome.Errors, StringComparison.Ordinal);
        Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Help_shows_usage_options_examples_and_exit_codes()
    {
        var outcome = await LintProcess.RunAsync("--help");

        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        foreach (var text in (string[])["lint <PATH>...", "--require-enabled", "--kubeconfig <FILE>", "helm template my-release ./chart | backup-controller lint", "Exit codes:"])
            Assert.Contains(text, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_prefix_is_looked_for()
    {
        var outcome = await LintProcess.PipeAsync(
            "{kind: PersistentVolumeClaim, metadata: {name: a, labels: {x.example/enabled: \"true\", x.example/retain: none, backup.vluwte.nl/retain: none}}}", "--prefix", "x.example/");

        Assert.Equal(["x.example/retain=none is not allowed: use a whole number, 1 or more (PersistentVolumeClaim default/a)"], outcome.Findings);
    }

    [Fact]
    public async Task Objects_without_a_namespace_are_in_the_one_that_is_given()
    {
        var outcome = await LintProcess.PipeAsync(
            Manifest.Documents(Manifest.Namespace("media", "backup.vluwte.nl/enabled: \"true\""), Manifest.Claim("data")), "--namespace", "media", "--require-enabled");

        Assert.Equal((0, ""), (outcome.Code, outcome.Output));
    }

    [Fact]
    public async Task With_require_enabled_saying_nothing_is_an_error()
    {
        var outcome = await LintProcess.PipeAsync(Manifest.Claim("data"), "--require-enabled");

        Assert.Equal(1, outcome.Code);
        Assert.Equal(
            ["backup.vluwte.nl/enabled is missing: set it to true to back the PVC up, or to false to opt out (PersistentVolumeClaim default/data)"], outcome.Findings);
    }

    [Fact]
    public async Task Files_come_in_the_order_of_the_command_line_and_findings_in_that_of_the_lines()
    {
        using var folder = new TemporaryFolder()
            .With("a.yaml", Manifest.Documents(Manifest.Claim("a1", "enabled=x"), Manifest.Claim("a2", "enabled=x")))
            .With("b.yaml", Manifest.Claim("b", "enabled=x"));

        var outcome = await LintProcess.RunAsync(folder.At("b.yaml"), folder.Path);

        Assert.Equal([$"{folder.Path}/b.yaml:3:57", $"{folder.Path}/a.yaml:3:58", $"{folder.Path}/a.yaml:8:58"], outcome.Places);
    }

    [Fact]
    public async Task What_is_no_manifest_is_skipped_with_a_word_on_standard_error()
    {
        using var folder = new TemporaryFolder()
            .With("binary.yaml", [0x7f, 0x45, 0, 1])
            .With("broken.yaml", "a: [\n")
            .With("latin.yaml", [0x61, 0x3a, 0x20, 0xe9])
            .With("template.yaml", "metadata:\n  name: {{ .Release.Name }}\n")
            .With("values.yaml", "storage: {size: 1Gi}\n")
            .With("z.yaml", Manifest.Claim("data", "enabled=x"));

        var outcome = await LintProcess.RunAsync(folder.Path);

        Assert.Equal(1, outcome.Code);
        Assert.Single(outcome.Findings);
        Assert.Equal(
        [
            $"lint: {folder.Path}/binary.yaml: skipped: a binary file",
            $"lint: {folder.Path}/broken.yaml: skipped: not YAML from line 2, column 1: While parsing a node, did not find expected node content.",
            $"lint: {folder.Path}/latin.yaml: skipped: not UTF-8",
            $"lint: {folder.Path}/template.yaml: skipped: it is a template: render it first, for example with helm template",
            "lint: 1 error and 0 warnings in 6 files, with 1 PVC or templates of PVCs and 0 layers of defaults",
        ], outcome.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Documents_before_a_broken_one_are_checked()
    {
        using var folder = new TemporaryFolder().With("a.yaml", Manifest.Documents(Manifest.Claim("data", "enabled=x"), "a: [\n"));

        var outcome = await LintProcess.RunAsync(folder.Path);

        Assert.Single(outcome.Findings);
        Assert.StartsWith($"lint: {folder.Path}/a.yaml: skipped: the rest is not YAML from line 7", outcome.Errors, StringComparison.Ordinal);
    }
}
