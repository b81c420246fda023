using WebhookController.Core.Labels;

namespace WebhookController.Admission;

internal sealed partial class AdmissionEndpoint(
    AdmissionReviewer reviewer, IAdmissionObserver observer, TimeProvider clock, ILogger<AdmissionEndpoint> logger)
{
    private const int NameShown = 253;

    public async Task ServeAsync(HttpContext http, AdmissionPath path)
    {
        var started = clock.GetTimestamp();
        try
        {
            var (request, refusal) = await ReviewReader.ReadAsync(http.Request);
            if (request is null) await RefuseAsync(http, path, refusal!, Decision.Refused, started);
            else await AnswerAsync(http, path, request, started);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller closed the connection.
        }
        catch (Exception bug)
        {
            Failed(bug, path);
            if (http.Response.HasStarted) throw;
            await RefuseAsync(http, path, Refusal.Bug, Decision.Failed, started);
        }
    }

    private async Task AnswerAsync(HttpContext http, AdmissionPath path, AdmissionRequest request, long started)
    {
        var verdict = reviewer.Review(path, request);
        if (verdict.Decision == Decision.Denied && logger.IsEnabled(LogLevel.Information)) Log(path, request, verdict);
        await ResponseWriter.WriteAsync(http.Response, request, verdict);
        observer.Answered(new(path, request.Operation, verdict.Decision, verdict.Denials, request.DryRun, clock.GetElapsedTime(started)));
    }

    private async Task RefuseAsync(HttpContext http, AdmissionPath path, Refusal refusal, Decision decision, long started)
    {
        if (decision == Decision.Refused) Refused(path, refusal.Code, refusal.Message);
        await ResponseWriter.WriteAsync(http.Response, refusal);
        observer.Answered(new(path, Operation.Other, decision, [], DryRun: false, clock.GetElapsedTime(started)));
    }

    private void Log(AdmissionPath path, AdmissionRequest request, Verdict verdict) => Denied(
        path, request.Operation, request.Kind, LogText.Sanitize(request.Namespace, NameShown), LogText.Sanitize(request.Name, NameShown),
        AuditAnnotations.Conditions(verdict), request.DryRun);

    [LoggerMessage(1, LogLevel.Information, "Denied ({Path}) {Operation} of {Kind} {Namespace}/{Name}: {Conditions} (dry run: {DryRun})")]
    private partial void Denied(AdmissionPath path, Operation operation, ReviewedKind kind, string @namespace, string name, string conditions, bool dryRun);

    [LoggerMessage(2, LogLevel.Warning, "Refused a request to {Path} with {Code}: {Why}")]
    private partial void Refused(AdmissionPath path, int code, string why);

    [LoggerMessage(3, LogLevel.Error, "A request to {Path} could not be reviewed")]
    private partial void Failed(Exception bug, AdmissionPath path);
}

// One answered request for the metrics: each label has a closed set of values.
internal readonly record struct AdmissionOutcome(
    AdmissionPath Path, Operation Operation, Decision Decision, IReadOnlyList<Violation> Denials, bool DryRun, TimeSpan Duration);

internal interface IAdmissionObserver
{
    void Answered(in AdmissionOutcome outcome);
}

internal sealed class NoAdmissionObserver : IAdmissionObserver
{
    public void Answered(in AdmissionOutcome outcome)
    {
    }
}
