using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;

namespace WebhookController.Kubernetes.Client;

// Sends requests the way every request must be sent: authenticated, rate limited, bounded in time and size, retried where
// that is safe, and observed.
internal sealed class ApiConnection(
    k8s.Kubernetes kubernetes,
    RateLimiter rateLimiter,
    ApiOptions options,
    TimeProvider timeProvider,
    Func<double> random,
    IApiObserver? observer) : IDisposable
{
    private readonly RetryPipelines _retries = new(options, timeProvider, random);

    public ApiOptions Options => options;

    public async Task<JsonDocument> CallAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await _retries.For(request).ExecuteAsync(async token => await AttemptAsync(request, token), cancellationToken);

    // A watch is neither rate limited nor retried (its reflector has a back-off), and only its opening is timed.
    public Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        ObservedAsync(request, token => SendAsync(request, token), cancellationToken);

    public void Dispose()
    {
        kubernetes.Dispose();
        rateLimiter.Dispose();
    }

    private async Task<JsonDocument> AttemptAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var permit = await rateLimiter.AcquireAsync(1, cancellationToken);
        return await ObservedAsync(request, token => AnswerAsync(request, token), cancellationToken);
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
        var began = timeProvider.GetTimestamp();
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
            observer?.Attempted(request.Verb, request.Kind, status, timeProvider.GetElapsedTime(began));
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
