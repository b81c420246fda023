using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Keeps a sink up to date with all objects of one kind: list, watch from there, resume the watch, list again when it can't be resumed.
internal sealed partial class Reflector<T> where T : ClusterObject
{
    private readonly KindPath _kind;
    private readonly IReflectorSink<T> _sink;
    private readonly ReflectorOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly IReflectorObserver? _observer;
    private readonly ObjectDecoder<T> _decoder;
    private readonly ResourceLister<T> _lister;
    private readonly ResourceWatcher<T> _watcher;
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
        _lister = new ResourceLister<T>(client, kind, _decoder, options.PageSize, Health);
        _watcher = new ResourceWatcher<T>(
            client, kind, new WatchEventHandler<T>(_decoder, sink), options, Health, _backoff, timeProvider, jitter);
    }

    public ReflectorHealth Health { get; }

    // Returns only when cancelled.
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var retryAfter = TimeSpan.Zero;
            try
            {
                if (_watcher.ResourceVersion is null || IsListOld) await ListAsync(cancellationToken);
                if (await _watcher.RunAsync(cancellationToken)) continue;
            }
            catch (Exception failure)
            {
                // A cancelled request can throw many types.
                cancellationToken.ThrowIfCancellationRequested();
                Record(failure);
                retryAfter = WatchFailures.RetryAfter(failure);
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
        Listed(_logger, _kind, list.Items.Count, list.Unknown.Count);
    }

    private void Record(Exception failure)
    {
        Health.RecordAttempt();
        if (failure is ApiException or WatchErrorException) Health.RecordContact();
        _observer?.WatchFailed(_kind);
        var kind = WatchFailures.KindOf(failure);
        if (kind != WatchFailureKind.Interrupted) _watcher.StartFrom(null);
        switch (kind)
        {
            case WatchFailureKind.Interrupted:
                Interrupted(_logger, _kind, failure.Message);
                break;
            case WatchFailureKind.Expired:
                Expired(_logger, _kind, failure.Message);
                break;
            case WatchFailureKind.Unavailable:
                BecomeUnavailable(failure.Message);
                break;
            default:
                Failed(_logger, _kind, failure);
                break;
        }
    }

    private void BecomeUnavailable(string reason)
    {
        if (reason != _unavailable) Unavailable(_logger, _kind, reason);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Listed {Kind}: {Items} readable, {Unknown} not")]
    private static partial void Listed(ILogger logger, KindPath kind, int items, int unknown);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} are not available: {Reason}")]
    private static partial void Unavailable(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} must be listed again: {Reason}")]
    private static partial void Expired(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch of {Kind} was interrupted: {Reason}")]
    private static partial void Interrupted(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The watch of {Kind} failed; listing again")]
    private static partial void Failed(ILogger logger, KindPath kind, Exception failure);
}
