using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Follows one watch from a resourceVersion until it ends, and remembers how far it came, however it ended.
internal sealed class KindWatcher<T>(
    ApiClient client,
    KindPath kind,
    FrameApplier<T> frames,
    ReflectorOptions options,
    ReflectorHealth health,
    Backoff backoff,
    TimeProvider timeProvider,
    Jitter jitter)
    where T : ClusterObject
{
    private const int SilentWatchesUntilRelist = 2;

    private int _silentWatches;

    // Null once it can't be resumed from and the kind must be listed again.
    public string? ResourceVersion { get; private set; }

    public void StartFrom(string? resourceVersion) => ResourceVersion = resourceVersion;

    // True when the server closed a healthy watch in order, so that it may be resumed at once.
    public async Task<bool> FollowAsync(CancellationToken cancellationToken)
    {
        using var watchdog = new CancellationTokenSource(options.LongestSilence, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watchdog.Token, cancellationToken);
        try
        {
            return await FollowAsync(watchdog, either.Token);
        }
        catch (Exception cut) when (watchdog.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A server whose data was restored from a backup is silent until it reaches our version again, perhaps never.
            if (++_silentWatches >= SilentWatchesUntilRelist) ResourceVersion = null;
            throw new TimeoutException($"the watch was silent for {options.LongestSilence.TotalSeconds:0} s", cut);
        }
    }

    private async Task<bool> FollowAsync(CancellationTokenSource watchdog, CancellationToken cancellationToken)
    {
        var timeout = (int)jitter.Between(options.ShortestWatch, options.LongestWatch).TotalSeconds;
        using var watch = await client.WatchAsync(kind, ResourceVersion!, timeout, cancellationToken);
        var opened = timeProvider.GetTimestamp();
        try
        {
            await foreach (var frame in watch.FramesAsync(cancellationToken))
            {
                watchdog.CancelAfter(options.LongestSilence);
                health.Contact();
                _silentWatches = 0;
                if (frames.Apply(frame) is { Length: > 0 } reached) ResourceVersion = reached;
            }

            return IsHealthy();
        }
        finally
        {
            if (IsHealthy()) backoff.Reset();
        }

        bool IsHealthy() => timeProvider.GetElapsedTime(opened) >= options.HealthyAfter;
    }
}
