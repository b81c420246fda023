using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WebhookController.Commands.Lint.Rules;

namespace WebhookController.Commands.Lint.Output;

internal static class JsonOutput
{
    // It is read by programs and by people, and never put into HTML as it is.
    internal static LintJson Json { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
    });

    public static void Write(LintReport report, TextWriter to) => to.WriteLine(JsonSerializer.Serialize(
        new ReportDto(report.Errors, report.Warnings, report.Files, report.Claims, report.Layers, [.. report.Findings.Select(Dto)]), Json.ReportDto));

    private static FindingDto Dto(Finding finding) => new(
        finding.File, finding.At.Line, finding.At.Column, finding.Severity == Severity.Error ? "error" : "warning",
        finding.Rule, finding.Message, finding.Subject, finding.Label);
}

internal sealed record ReportDto(int Errors, int Warnings, int Files, int Claims, int Layers, IReadOnlyList<FindingDto> Findings);

internal sealed record FindingDto(string File, int Line, int Column, string Severity, string Rule, string Message, string Object, string? Label);

[JsonSerializable(typeof(ReportDto))]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class LintJson : JsonSerializerContext;
