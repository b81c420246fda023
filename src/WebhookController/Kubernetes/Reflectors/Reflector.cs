using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Mirrors every object of one kind into a sink: list, watch from there, resume what breaks off, list again when the thread is lost.
internal sealed class Reflector<T> where T : ClusterObject
{
    private readonly KindPath _kind;
    private readonly IReflectorSink<T> _sink;
    private readonly ReflectorOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly IReflectorObserver? _observer;
    private readonly ObjectDecoder<T> _decoder;
    private readonly KindLister<T> _lister;
    private readonly KindWatcher<T> _watcher;
    private readonly Backoff _backoff;
    private string? _unavailable;
    private bool _listedBefore;
    private long _listedAt;

    public Reflector(
        ApiClient client,
        KindPath kind,
        Func<JsonElement, T> decode,
        IReflectorSink<T> sink,
        ReflectorOptions options,
        TimeProvider timeProvider,
        Jitter jitter,
        ILogger logger,
        IReflectorObserver? observer = null)
    {
        (_kind, _sink, _options, _timeProvider, _logger, _observer) = (kind, sink, options, timeProvider, logger, observer);
        Health = new ReflectorHealth(timeProvider);
        _backoff = new Backoff(options.ShortestBackoff, options.LongestBackoff, jitter);
        _decoder = new ObjectDecoder<T>(kind, decode, observer, logger);
        _lister = new KindLister<T>(client, kind, _decoder, options.PageSize, Health);
        _watcher = new KindWatcher<T>(
            client, kind, new FrameApplier<T>(_decoder, sink), options, Health, _backoff, timeProvider, jitter);
    }

    public ReflectorHealth Health { get; }

    // Ends only by cancellation.
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var retryAfter = TimeSpan.Zero;
            try
            {
                if (_watcher.ResourceVersion is null || IsListOld) await ListAsync(cancellationToken);
                if (await _watcher.FollowAsync(cancellationToken)) continue;
            }
            catch (Exception failure)
            {
                // Whatever a cut connection throws.
                cancellationToken.ThrowIfCancellationRequested();
                TakeNote(failure);
                retryAfter = Setbacks.RetryAfter(failure);
            }

            await PauseAsync(retryAfter, cancellationToken);
        }
    }

    private bool IsListOld => _listedBefore && _timeProvider.GetElapsedTime(_listedAt) > _options.RelistAfter;

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var list = await _lister.ListAsync(cancellationToken);
        _decoder.KeepOnly(list.Unknown);
        _sink.Replace(list);
        _watcher.StartFrom(list.ResourceVersion);
        _unavailable = null;
        Health.Synced = true;
        if (_listedBefore) _observer?.Relisted(_kind);
        _listedBefore = true;
        _listedAt = _timeProvider.GetTimestamp();
        Log.Listed(_logger, _kind, list.Items.Count, list.Unknown.Count);
    }

    private void TakeNote(Exception failure)
    {
        Health.Attempted();
        if (failure is ApiException or WatchErrorException) Health.Contact();
        _observer?.WatchFailed(_kind);
        var setback = Setbacks.Of(failure);
        if (setback != Setback.Interrupted) _watcher.StartFrom(null);
        switch (setback)
        {
            case Setback.Interrupted:
                Log.Interrupted(_logger, _kind, failure.Message);
                break;
            case Setback.Outdated:
                Log.Outdated(_logger, _kind, failure.Message);
                break;
            case Setback.Unavailable:
                BecomeUnavailable(failure.Message);
                break;
            default:
                Log.Failed(_logger, _kind, failure);
                break;
        }
    }

    private void BecomeUnavailable(string reason)
    {
        if (reason != _unavailable) Log.Unavailable(_logger, _kind, reason);
        _unavailable = reason;
        Health.Synced = false;
        _sink.Unavailable(reason);
    }

    private async Task PauseAsync(TimeSpan retryAfter, CancellationToken cancellationToken)
    {
        var pause = _backoff.Next();
        if (retryAfter > pause) pause = retryAfter < _options.LongestBackoff ? retryAfter : _options.LongestBackoff;
        await Task.Delay(pause, _timeProvider, cancellationToken);
    }
}
