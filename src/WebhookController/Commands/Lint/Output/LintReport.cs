using System.Globalization;
using WebhookController.Commands.Lint.Rules;

namespace WebhookController.Commands.Lint.Output;

// What was found, in the order in which it was read, and in how much.
internal sealed record LintReport(IReadOnlyList<Finding> Findings, int Files, int Claims, int Layers)
{
    public int Errors => Findings.Count(finding => finding.Severity == Severity.Error);

    public int Warnings => Findings.Count - Errors;

    public string Summary => $"{Counted(Errors, "error")} and {Counted(Warnings, "warning")} in {Counted(Files, "file")}, "
        + $"with {Counted(Claims, "PVC")} or templates of PVCs and {Counted(Layers, "layer")} of defaults";

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
