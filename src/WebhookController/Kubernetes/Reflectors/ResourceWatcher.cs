using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Runs one watch from a resourceVersion, and remembers the last version it received, however it ended.
internal sealed class ResourceWatcher<T>(
    ApiClient client,
    KindPath kind,
    WatchEventHandler<T> handler,
    KindAvailability<T> available,
    ReflectorOptions options,
    ReflectorHealth health,
    ReflectorPauses pauses,
    TimeProvider timeProvider,
    Jitter jitter)
    where T : ClusterObject
{
    private const int SilentWatchesUntilRelist = 2;

    private int _silentWatches;

    // Null if the kind must be listed again.
    public string? ResourceVersion { get; private set; }

    public void StartFrom(string? resourceVersion) => ResourceVersion = resourceVersion;

    // True if the server closed a healthy watch regularly, so that it can be resumed at once.
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var watchdog = new CancellationTokenSource(options.LongestSilence, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watchdog.Token, cancellationToken);
        try
        {
            return await RunAsync(watchdog, either.Token);
        }
        catch (Exception cancelled) when (watchdog.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A server that was restored from a backup stays silent until it reaches our version again, perhaps never.
            if (++_silentWatches >= SilentWatchesUntilRelist) ResourceVersion = null;
            throw new TimeoutException($"the watch was silent for {options.LongestSilence.TotalSeconds:0} s", cancelled);
        }
    }

    private async Task<bool> RunAsync(CancellationTokenSource watchdog, CancellationToken cancellationToken)
    {
        var timeout = (int)jitter.Between(options.ShortestWatch, options.LongestWatch).TotalSeconds;
        using var watch = await client.WatchAsync(kind, ResourceVersion!, timeout, cancellationToken);
        var opened = timeProvider.GetTimestamp();
        try
        {
            await foreach (var frame in watch.FramesAsync(cancellationToken))
            {
                watchdog.CancelAfter(options.LongestSilence);
                _silentWatches = 0;
                if (handler.Handle(frame) is { Length: > 0 } version) ResourceVersion = version;
                Watched();
            }

            // Without events, too: the server had nothing to say.
            Watched();
            return IsHealthy();
        }
        finally
        {
            if (IsHealthy())
            {
                pauses.Reset();
                // Where a proxy cuts every quiet connection, no event and no bookmark may ever come.
                if (!watchdog.IsCancellationRequested) health.RecordContact();
            }
        }

        void Watched()
        {
            health.RecordContact();
            available.Watched();
        }

        bool IsHealthy() => timeProvider.GetElapsedTime(opened) >= options.HealthyAfter;
    }
}
