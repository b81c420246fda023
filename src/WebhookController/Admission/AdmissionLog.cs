namespace WebhookController.Admission;

// What the log says of requests that were not simply allowed.
internal sealed partial class AdmissionLog(TimeProvider clock, ILogger<AdmissionLog> logger)
{
    private const int NameShown = 253;
    private const int LinesPerMinute = 60;

    private readonly LogBudget _denials = new(LinesPerMinute, clock);
    private readonly LogBudget _bad = new(LinesPerMinute, clock);

    public void Denied(AdmissionPath path, AdmissionRequest request, Verdict verdict)
    {
        if (verdict.Decision != Decision.Denied || !logger.IsEnabled(LogLevel.Information) || !MayLog(_denials)) return;
        Denied(
            path, request.Operation, request.Kind, LogText.Sanitize(request.Namespace, NameShown), LogText.Sanitize(request.Name, NameShown),
            AuditAnnotations.Conditions(verdict), request.DryRun);
    }

    public void Refused(AdmissionPath path, Refusal refusal)
    {
        if (MayLog(_bad)) Refused(path, refusal.Code, refusal.Message);
    }

    public void Failed(AdmissionPath path, Exception bug)
    {
        if (MayLog(_bad)) Failed(bug, path);
    }

    private bool MayLog(LogBudget budget)
    {
        var may = budget.TryTake(out var leftOut);
        if (leftOut > 0) LeftOut(leftOut);
        return may;
    }

    [LoggerMessage(1, LogLevel.Information, "Denied ({Path}) {Operation} of {Kind} {Namespace}/{Name}: {Conditions} (dry run: {DryRun})")]
    private partial void Denied(AdmissionPath path, Operation operation, ReviewedKind kind, string @namespace, string name, string conditions, bool dryRun);

    [LoggerMessage(2, LogLevel.Warning, "Refused a request to {Path} with {Code}: {Why}")]
    private partial void Refused(AdmissionPath path, int code, string why);

    [LoggerMessage(3, LogLevel.Error, "A request to {Path} could not be reviewed")]
    private partial void Failed(Exception bug, AdmissionPath path);

    [LoggerMessage(4, LogLevel.Warning, "{Count} more lines like this one were left out")]
    private partial void LeftOut(int count);
}
