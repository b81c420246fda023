using WebhookController.Commands.Lint.Rules;

namespace WebhookController.Commands.Lint.Output;

// A line for each finding, as compilers print them: editors find the place.
internal static class TableOutput
{
    public static void Write(LintReport report, TextWriter to)
    {
        foreach (var finding in report.Findings) to.WriteLine($"{finding.File}:{finding.At.Line}:{finding.At.Column}: {Text(finding)}");
    }

    // Warnings of admission name their PVC themselves.
    private static string Text(Finding finding) =>
        (finding.Severity == Severity.Error ? "" : "warning: ") + (finding.Rule == RuleNames.AdmissionWarning ? finding.Message : $"{finding.Message} ({finding.Subject})");
}
