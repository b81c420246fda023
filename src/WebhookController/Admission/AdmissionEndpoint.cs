using System.Threading.RateLimiting;
using WebhookController.Core.Labels;

namespace WebhookController.Admission;

internal sealed class AdmissionEndpoint(
    AdmissionGate gate, AdmissionReviewer reviewer, IAdmissionObserver observer, AdmissionLog log, TimeProvider clock)
{
    // kube-apiserver itself gives up after at most 30 s, and after 3 s with our configuration.
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(10);

    public async Task ServeAsync(HttpContext http, AdmissionPath path)
    {
        var started = clock.GetTimestamp();
        try
        {
            await ReviewAsync(http, path, started);
        }
        catch (Exception failure) when (IsGone(http, failure))
        {
            Abandoned(path, started);
            http.Abort();
        }
        catch (Exception bug)
        {
            log.Failed(path, bug);
            if (http.Response.HasStarted) throw;
            await RefuseAsync(http, path, Refusal.Bug, Decision.Failed, started);
        }
    }

    private async Task ReviewAsync(HttpContext http, AdmissionPath path, long started)
    {
        var gone = http.RequestAborted;
        using var enough = new CancellationTokenSource(LongestRead, clock);
        using var whenGone = gone.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), enough);
        RateLimitLease? lease = null;
        try
        {
            ReadResult read;
            if (!ReviewReader.IsJson(http.Request.ContentType)) read = new(null, Refusal.UnsupportedMediaType);
            else if ((lease = await gate.EnterAsync(http.Request, enough.Token)).IsAcquired) read = await ReviewReader.ReadAsync(http.Request, enough.Token);
            else read = new(null, Refusal.Busy);
            gone.ThrowIfCancellationRequested();
            if (read.Request is { } request) await AnswerAsync(http, path, request, started);
            else await RefuseAsync(http, path, read.Refusal!, Decision.Refused, started);
        }
        catch (BadHttpRequestException unread) when (!ReviewReader.IsBrokenOff(http.Request, unread))
        {
            await RefuseAsync(http, path, Refusal.Unread(unread.StatusCode), Decision.Refused, started);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            await RefuseAsync(http, path, Refusal.Unread(StatusCodes.Status408RequestTimeout), Decision.Refused, started);
        }
        finally
        {
            lease?.Dispose();
        }
    }

    private async Task AnswerAsync(HttpContext http, AdmissionPath path, AdmissionRequest request, long started)
    {
        var verdict = reviewer.Review(path, request);
        log.Denied(path, request, verdict);
        await ResponseWriter.WriteAsync(http.Response, request, verdict);
        http.RequestAborted.ThrowIfCancellationRequested();
        observer.Answered(new(path, request.Operation, verdict.Decision, verdict.Denials, request.DryRun, clock.GetElapsedTime(started)));
    }

    private async Task RefuseAsync(HttpContext http, AdmissionPath path, Refusal refusal, Decision decision, long started)
    {
        if (decision == Decision.Refused) log.Refused(path, refusal);
        await ResponseWriter.WriteAsync(http.Response, refusal);
        observer.Answered(new(path, Operation.Other, decision, [], DryRun: false, clock.GetElapsedTime(started)));
    }

    private void Abandoned(AdmissionPath path, long started) =>
        observer.Answered(new(path, Operation.Other, Decision.Abandoned, [], DryRun: false, clock.GetElapsedTime(started)));

    // RequestAborted follows a moment after the connection's own exception.
    private static bool IsGone(HttpContext http, Exception failure) => failure is IOException || http.RequestAborted.IsCancellationRequested;
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
