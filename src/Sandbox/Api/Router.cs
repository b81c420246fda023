using Sandbox.Store;

namespace Sandbox.Api;

// Authenticates a request, applies faults, dispatches it and logs it.
internal sealed class Router(
    KindTable kinds, ObjectStore store, Listing listing, Watching watching, Creating creating, Updating updating, Deleting deleting,
    Faults faults, RequestLog log, AccessControl access, TimeProvider time)
{
    private readonly Discovery _discovery = new(kinds);
    private readonly OpenApi _openApi = new(kinds);

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            if (ApiRequest.Read(http, kinds, access) is { } request) await ServeAsync(request);
            else await (_discovery.Answer(http.Request) ?? _openApi.Answer(http.Request) ?? Answer.Text(404, "404 page not found\n")).SendAsync(http);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client closed the connection.
        }
    }

    private async Task ServeAsync(ApiRequest request)
    {
        using var inFlight = log.Begin(request);
        var fault = faults.Take(request);
        if (fault?.Effect == Effect.Slow) await Task.Delay(fault.Delay, time, request.Http.RequestAborted);
        if (fault?.Effect == Effect.AbortBefore)
        {
            Break(request);
            return;
        }

        var refusal = RefusalOf(request, fault);
        if (refusal is null && request.Verb == "watch")
        {
            Log(request, 200);
            await watching.ServeAsync(request, fault);
            return;
        }

        var answer = refusal ?? await AnswerAsync(request);
        if (fault?.Effect == Effect.AbortAfter)
        {
            Break(request);
            return;
        }

        Log(request, answer.Code);
        if (fault?.Effect == Effect.Stall) await StallAsync(request, answer);
        else await answer.SendAsync(request.Http);
    }

    private Answer? RefusalOf(ApiRequest request, Fault? fault)
    {
        if (access.Refusal(request) is { } refusal) return Answer.Json(refusal.Number("code") ?? 403, refusal);
        if (fault?.Effect != Effect.Answer) return null;

        if (fault.RetryAfterSeconds is { } seconds) request.Http.Response.Headers.RetryAfter = $"{seconds}";
        return Answer.Json(fault.Code, Failures.Status(fault.Code, fault.Reason, $"{fault.Reason} on demand of the test"));
    }

    private async Task<Answer> AnswerAsync(ApiRequest request)
    {
        try
        {
            return request.Verb switch
            {
                "get" => Get(request),
                "list" => listing.List(request),
                "create" => await creating.CreateAsync(request),
                "update" => await updating.UpdateAsync(request),
                "patch" => await updating.PatchAsync(request),
                "delete" => await deleting.DeleteAsync(request),
                _ => throw Failures.Failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
            };
        }
        catch (StatusException refusal)
        {
            if (refusal.Status.Number("details", "retryAfterSeconds") is { } seconds) request.Http.Response.Headers.RetryAfter = $"{seconds}";
            return Answer.Json(refusal.StatusCode, refusal.Status);
        }
    }

    private Answer Get(ApiRequest request)
    {
        var stored = store.Find(request.Kind.StoredAs, request.ObjectName) ?? throw Failures.NotFound(request.Kind, request.Name);
        return new Answer(200, new Representation(request.Kind, Shapes.Wanted(request.Http.Request), time.GetUtcNow()).Single(stored));
    }

    private void Break(ApiRequest request)
    {
        Log(request, 0);
        request.Http.Abort();
    }

    private async Task StallAsync(ApiRequest request, Answer answer)
    {
        await answer.SendAsync(request.Http, answer.Body.Length / 2);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, request.Http.RequestAborted);
    }

    private void Log(ApiRequest request, int status) => log.Add(request, status, time.GetUtcNow());
}
