using WebhookController.Commands.Lint.Rules;

namespace WebhookController.Commands.Lint.Output;

// For the summary of a job or a comment.
internal static class MarkdownOutput
{
    private const string Special = @"\`*_[]<>|&#";

    public static void Write(LintReport report, TextWriter to)
    {
        to.WriteLine($"**Backup labels:** {report.Summary}.");
        if (report.Findings.Count == 0) return;
        to.WriteLine();
        to.WriteLine("| | place | object | finding |");
        to.WriteLine("|---|---|---|---|");
        foreach (var finding in report.Findings)
        {
            var severity = finding.Severity == Severity.Error ? "error" : "warning";
            to.WriteLine($"| {severity} | {Escaped($"{finding.File}:{finding.At.Line}:{finding.At.Column}")} | {Escaped(finding.Subject)} | {Escaped(finding.Message)} |");
        }
    }

    private static string Escaped(string text) => string.Concat(text.Select(c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
