using System.Net;
using System.Text.Json;

namespace WebhookController.Kubernetes.Client;

// Sends requests the way every request must be sent: authenticated, at the server's pace, bounded in time and size, retried
// where that is safe, and observed.
internal sealed class ApiConnection(
    k8s.Kubernetes kubernetes,
    ApiOptions options,
    TimeProvider timeProvider,
    Func<double> random,
    IApiObserver? observer) : IDisposable
{
    private readonly RetryPipelines _retries = new(options, timeProvider, random);

    public ApiOptions Options => options;

    // Reads aren't limited: each reflector makes one at a time.
    public AdaptiveConcurrency Writes { get; } = new(options.InitialConcurrentWrites, options.MaxConcurrentWrites, timeProvider);

    public async Task<JsonDocument> CallAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await _retries.For(request).ExecuteAsync(async token => await AttemptAsync(request, token), cancellationToken);

    // A watch isn't retried here (its reflector has a back-off), and only its opening is timed.
    public Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        ObservedAsync(request, token => SendAsync(request, token), cancellationToken);

    public void Dispose() => kubernetes.Dispose();

    private Task<JsonDocument> AttemptAsync(ApiRequest request, CancellationToken cancellationToken) => request.IsLimited
        ? LimitedAttemptAsync(request, cancellationToken)
        : ObservedAsync(request, token => AnswerAsync(request, token), cancellationToken);

    // A permit for each attempt: the pause before a retry holds none.
    private async Task<JsonDocument> LimitedAttemptAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var permit = await Writes.AcquireAsync(cancellationToken);
        try
        {
            var answer = await ObservedAsync(request, token => AnswerAsync(request, token), cancellationToken);
            permit.Succeeded(request.ToString());
            return answer;
        }
        catch (Exception failure)
        {
            permit.Failed(failure);
            throw;
        }
    }

    private async Task<JsonDocument> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(options.LargestBody, cancellationToken);
        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage(kubernetes.BaseUri);
        if (kubernetes.Credentials is { } credentials) await credentials.ProcessHttpRequestAsync(message, cancellationToken);
        request.Fence?.ThrowIfClosed();
        var response = await kubernetes.HttpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw await StatusBody.ReadAsync(response, cancellationToken);
    }

    private async Task<T> ObservedAsync<T>(ApiRequest request, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        HttpStatusCode? status = null;
        try
        {
            var answer = await TimedAsync(request, attempt, cancellationToken);
            status = HttpStatusCode.OK;
            return answer;
        }
        catch (ApiException refusal)
        {
            status = refusal.StatusCode;
            throw;
        }
        finally
        {
            observer?.Attempted(request.Verb, request.Kind, status, timeProvider.GetElapsedTime(started));
        }
    }

    private async Task<T> TimedAsync<T>(ApiRequest request, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await attempt(either.Token);
        }
        catch (Exception cut) when (cut is not ApiException && timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{request} had no full answer within {options.RequestTimeout.TotalSeconds:0} s", cut);
        }
    }
}

internal interface IApiObserver
{
    // Called once per attempt, retries included. No status means that no answer came; a watch's duration lasts until it opens.
    void Attempted(string verb, KindPath kind, HttpStatusCode? status, TimeSpan duration);
}
