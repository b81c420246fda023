using System.Net;
using Polly;
using Polly.Retry;

namespace WebhookController.Kubernetes.Client;

// A read may be repeated whatever went wrong. A write only if the server did not start it (429): after a lost answer or a
// 5xx it may have happened, and the caller must look before writing again.
internal sealed class RetryPipelines(ApiOptions options, TimeProvider timeProvider, Func<double> random)
{
    private readonly ResiliencePipeline _reads = Build(options, timeProvider, random, IsTransient);
    private readonly ResiliencePipeline _writes = Build(options, timeProvider, random, IsThrottled);

    public ResiliencePipeline For(ApiRequest request) =>
        !request.Retried ? ResiliencePipeline.Empty : request.Method == HttpMethod.Get ? _reads : _writes;

    private static bool IsThrottled(Exception failure) => failure is ApiException { StatusCode: HttpStatusCode.TooManyRequests };

    private static bool IsTransient(Exception failure) => failure switch
    {
        ApiException refusal => IsThrottled(refusal) || (int)refusal.StatusCode >= 500,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => false,
        HttpRequestException or IOException => true,
        _ => false,
    };

    private static ResiliencePipeline Build(
        ApiOptions options, TimeProvider timeProvider, Func<double> random, Func<Exception, bool> retryable) =>
        options.Retries == 0
            ? ResiliencePipeline.Empty
            : new ResiliencePipelineBuilder { TimeProvider = timeProvider }.AddRetry(Strategy(options, random, retryable)).Build();

    private static RetryStrategyOptions Strategy(ApiOptions options, Func<double> random, Func<Exception, bool> retryable) => new()
    {
        MaxRetryAttempts = options.Retries,
        Delay = options.FirstRetryDelay,
        MaxDelay = options.LongestRetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Randomizer = random,
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is { } failure && retryable(failure)),
        DelayGenerator = attempt => ValueTask.FromResult(RetryAfter(attempt.Outcome.Exception, options.LongestRetryAfter)),
    };

    // Without Retry-After: Polly's own exponential, jittered delay.
    private static TimeSpan? RetryAfter(Exception? failure, TimeSpan longest) =>
        failure is ApiException { RetryAfter: { } requested } ? TimeSpan.FromTicks(Math.Min(requested.Ticks, longest.Ticks)) : null;
}
