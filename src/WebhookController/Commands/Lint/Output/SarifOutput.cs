using System.Text.Json;
using WebhookController.Commands.Lint.Rules;
using WebhookController.Observability;

namespace WebhookController.Commands.Lint.Output;

// SARIF 2.1.0, for code scanning.
internal static class SarifOutput
{
    private const string Home = "https://github.com/vluwte/longhorn-backup-controller";
    private const string Help = $"{Home}/blob/main/docs/lint.md";

    private static readonly List<SarifRule> Rules = [.. RuleNames.All.Select(rule => new SarifRule(rule.Name, new(rule.Description), Help))];

    public static void Write(LintReport report, TextWriter to)
    {
        var driver = new SarifDriver("longhorn-backup-controller lint", BuildInfo.Version, Home, Rules);
        var run = new SarifRun(new(driver), "utf16CodeUnits", [.. report.Findings.Select(Result)]);
        var log = new SarifLog("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", [run]);
        to.WriteLine(JsonSerializer.Serialize(log, JsonOutput.Json.SarifLog));
    }

    private static SarifResult Result(Finding finding) => new(
        finding.Rule,
        Rules.FindIndex(rule => rule.Id == finding.Rule),
        finding.Severity == Severity.Error ? "error" : "warning",
        new(finding.Message),
        [new(new(new(UriOf(finding.File)), new(finding.At.Line, finding.At.Column)), [new(finding.Subject)])]);

    // Relative to the folder that the tool runs in, which is the repository's.
    private static string UriOf(string file) =>
        Path.IsPathRooted(file) ? new Uri(file).AbsoluteUri : string.Join('/', file.Split('/').Select(Uri.EscapeDataString));
}
