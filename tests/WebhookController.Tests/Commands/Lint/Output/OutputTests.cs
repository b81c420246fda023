using System.Text.Json;
using WebhookController.Commands.Lint.Rules;
using WebhookController.Observability;
using WebhookController.Tests.Commands.Lint.Support;
using WebhookController.Tests.Documentation;

namespace WebhookController.Tests.Commands.Lint.Output;

/// Each output of the same manifests, as a file beside them. UPDATE_GOLDEN=true writes them anew.
public sealed class OutputTests
{
    private static readonly string Golden = Checkout.File("tests/WebhookController.Tests/Commands/Lint/Output/Golden");

    [Theory]
    [InlineData("table", "txt")]
    [InlineData("json", "json")]
    [InlineData("markdown", "md")]
    [InlineData("github", "txt")]
    [InlineData("sarif", "sarif")]
    public async Task Every_output_is_as_its_file_says(string format, string extension)
    {
        var outcome = await LintProcess.RunAsync(Path.Combine(Golden, "manifests"), "--output", format);

        // The only two things that are other elsewhere.
        var output = outcome.Output.Replace(new Uri(Golden).AbsoluteUri, "golden", StringComparison.Ordinal).Replace(Golden, "golden", StringComparison.Ordinal).Replace(BuildInfo.Version, "VERSION", StringComparison.Ordinal);
        var file = Path.Combine(Golden, $"{format}.{extension}");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "true") await File.WriteAllTextAsync(file, output, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), output);
        Assert.Equal(1, outcome.Code);
    }

    [Theory]
    [InlineData("table", "")]
    [InlineData("github", "")]
    [InlineData("markdown", "**Backup labels:** 0 errors and 0 warnings in 1 file, with 1 PVC or templates of PVCs and 0 layers of defaults.\n")]
    public async Task Nothing_found_is_short(string format, string output) =>
        Assert.Equal(output, (await LintProcess.PipeAsync(Manifest.Claim("a", "enabled=true"), "--output", format)).Output);

    [Fact]
    public async Task Sarif_is_complete_where_nothing_is_found()
    {
        using var sarif = JsonDocument.Parse((await LintProcess.PipeAsync(Manifest.Claim("a", "enabled=true"), "--output", "sarif")).Output);

        Assert.Equal(0, sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("a b/c#d.yaml", "a%20b/c%23d.yaml")]
    [InlineData("../a.yaml", "../a.yaml")]
    public async Task Sarif_names_files_by_uris(string file, string uri)
    {
        using var folder = new TemporaryFolder().With("sub/x", "").With(Path.Combine("sub", file), Manifest.Claim("a", "enabled=x"));

        using var sarif = JsonDocument.Parse((await LintProcess.RunAsync(folder.At(Path.Combine("sub", file)), "--output", "sarif")).Output);

        var location = sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0];
        Assert.Equal(new Uri($"file://{folder.Path}/sub/{uri}").AbsoluteUri, location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    [Fact]
    public void Every_rule_is_described_once()
    {
        Assert.Equal(RuleNames.All.Count, RuleNames.All.Select(rule => rule.Name).Distinct().Count());
        Assert.All(RuleNames.All, rule => Assert.EndsWith(".", rule.Description, StringComparison.Ordinal));
    }
}
