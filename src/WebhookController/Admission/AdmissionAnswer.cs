using System.Text.Json;

namespace WebhookController.Admission;

/// Writes answers.
internal static class AdmissionAnswer
{
    private const string JsonType = "application/json";

    public static Task WriteAsync(HttpResponse http, AdmissionRequest request, Verdict verdict)
    {
        var review = new ReviewShape { ApiVersion = ReviewShape.Version, Kind = ReviewShape.ReviewKind, Response = ResponseTo(request, verdict) };
        return WriteAsync(http, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(review, AdmissionJson.Default.ReviewShape));
    }

    public static Task WriteAsync(HttpResponse http, Refusal refusal) =>
        WriteAsync(http, refusal.Code, JsonSerializer.SerializeToUtf8Bytes(refusal.ToStatus(), AdmissionJson.Default.StatusShape));

    private static ResponseShape ResponseTo(AdmissionRequest request, Verdict verdict) => new()
    {
        Uid = request.Uid,
        Allowed = verdict.Denials.Count == 0,
        Status = verdict.Denials.Count == 0 ? null : Denial(verdict),
        Warnings = verdict.Warnings.Count == 0 ? null : verdict.Warnings,
        PatchType = verdict.Patch is null ? null : "JSONPatch",
        Patch = verdict.Patch,
        AuditAnnotations = AuditAnnotations.Of(verdict),
    };

    // Not Invalid: of such an answer kubectl edit shows everything but the message.
    private static StatusShape Denial(Verdict verdict) => new()
    {
        Message = DenialMessage.Of(verdict.Denials, verdict.Subject),
        Reason = "Forbidden",
        Code = StatusCodes.Status403Forbidden,
    };

    private static Task WriteAsync(HttpResponse http, int code, byte[] body)
    {
        http.StatusCode = code;
        http.ContentType = JsonType;
        http.ContentLength = body.Length;
        return http.Body.WriteAsync(body, http.HttpContext.RequestAborted).AsTask();
    }
}
