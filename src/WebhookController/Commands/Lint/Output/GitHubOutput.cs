using WebhookController.Commands.Lint.Rules;

namespace WebhookController.Commands.Lint.Output;

// Workflow commands: GitHub shows them at the lines of a pull request.
internal static class GitHubOutput
{
    public static void Write(LintReport report, TextWriter to)
    {
        foreach (var finding in report.Findings)
        {
            var command = finding.Severity == Severity.Error ? "error" : "warning";
            to.WriteLine($"::{command} file={Property(finding.File)},line={finding.At.Line},col={finding.At.Column},title={Property(finding.Subject)}::{Data(finding.Message)}");
        }
    }

    // As @actions/core escapes them.
    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
