using System.Globalization;
using System.Text;
using System.Text.Json;
using WebhookController.Core.Labels;

namespace WebhookController.Admission;

internal static class ResponseWriter
{
    // Nobody reads on after a dozen mistakes.
    private const int DenialsShown = 20;

    public static Task WriteAsync(HttpResponse http, AdmissionRequest request, Verdict verdict)
    {
        var review = new ReviewDto { ApiVersion = ReviewDto.Version, Kind = ReviewDto.ReviewKind, Response = ResponseTo(request, verdict) };
        return WriteAsync(http, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(review, AdmissionJson.Default.ReviewDto));
    }

    public static Task WriteAsync(HttpResponse http, Refusal refusal)
    {
        if (refusal.RetryAfterSeconds is { } seconds) http.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(http, refusal.Code, JsonSerializer.SerializeToUtf8Bytes(refusal.ToStatus(), AdmissionJson.Default.StatusDto));
    }

    private static ResponseDto ResponseTo(AdmissionRequest request, Verdict verdict) => new()
    {
        Uid = request.Uid,
        Allowed = verdict.Denials.Count == 0,
        Status = verdict.Denials.Count == 0 ? null : Denial(verdict),
        Warnings = verdict.Warnings.Count == 0 ? null : verdict.Warnings,
        PatchType = verdict.Patch is null ? null : "JSONPatch",
        Patch = verdict.Patch,
        AuditAnnotations = AuditAnnotations.Of(verdict),
    };

    // Not Invalid: for that reason kubectl edit hides the message.
    private static StatusDto Denial(Verdict verdict) => new()
    {
        Message = Message(verdict.Denials, verdict.Subject),
        Reason = "Forbidden",
        Code = StatusCodes.Status403Forbidden,
    };

    private static string Message(IReadOnlyList<Violation> denials, string subject)
    {
        if (denials.Count == 1) return denials[0].Message;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{denials.Count} {subject} need a change:");
        foreach (var denial in denials.Take(DenialsShown)) text.Append("\n  ").Append(denial.Message);
        if (denials.Count > DenialsShown) text.Append(CultureInfo.InvariantCulture, $"\n  and {denials.Count - DenialsShown} more");
        return text.ToString();
    }

    private static Task WriteAsync(HttpResponse http, int code, byte[] body)
    {
        http.StatusCode = code;
        http.ContentType = "application/json";
        http.ContentLength = body.Length;
        return http.Body.WriteAsync(body, http.HttpContext.RequestAborted).AsTask();
    }
}
