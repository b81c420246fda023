using System.Text.Json;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Keeps a sink up to date with all objects of one kind: list, watch from there, resume the watch, list again when it can't be resumed.
// There is no list for hygiene. A watch leaves nothing out: the server ends one that it can't serve completely, and says so when it no
// longer has our version. A hundred pages an hour would guard against nothing but a bug of the server, at the price of its busiest hours.
internal sealed partial class Reflector<T> where T : ClusterObject
{
    private readonly KindPath _kind;
    private readonly IReflectorSink<T> _sink;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly IReflectorObserver? _observer;
    private readonly ObjectDecoder<T> _decoder;
    private readonly ResourceLister<T> _lister;
    private readonly ResourceWatcher<T> _watcher;
    private readonly ReflectorPauses _pauses;
    private readonly KindAvailability<T> _available;
    private bool _listedBefore;

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
        (_kind, _sink, _timeProvider, _logger, _observer) = (kind, sink, timeProvider, logger, observer);
        Health = new ReflectorHealth(timeProvider);
        _pauses = new ReflectorPauses(options, jitter);
        _available = new KindAvailability<T>(kind, sink, Health, options.StaleAfter, logger);
        _decoder = new ObjectDecoder<T>(kind, decode, observer, logger);
        _lister = new ResourceLister<T>(client, kind, _decoder, options.PageSize, Health) { PageRead = _pauses.Reset };
        _watcher = new ResourceWatcher<T>(
            client, kind, new WatchEventHandler<T>(_decoder, sink), _available, options, Health, _pauses, timeProvider, jitter);
    }

    public ReflectorHealth Health { get; }

    // Returns only when cancelled. Fails only without memory: then the process must not go on.
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Exception? problem = null;
            try
            {
                if (_watcher.ResourceVersion is null) await ListAsync(cancellationToken);
                if (await _watcher.RunAsync(cancellationToken)) continue;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // A cancelled request can throw many types.
                cancellationToken.ThrowIfCancellationRequested();
                Record(failure);
                problem = failure;
            }

            await Task.Delay(_pauses.After(problem), _timeProvider, cancellationToken);
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var list = await _lister.ListAsync(cancellationToken);
        _decoder.KeepOnly(list.Unknown);
        _sink.Replace(list);
        _watcher.StartFrom(list.ResourceVersion);
        _available.Listed();
        if (_listedBefore) _observer?.Relisted(_kind);
        _listedBefore = true;
        Listed(_logger, _kind, list.Items.Count, list.Unknown.Count);
    }

    private void Record(Exception failure)
    {
        Health.RecordAttempt();
        _observer?.WatchFailed(_kind);
        var kind = WatchFailures.KindOf(failure);
        if (kind != WatchFailureKind.Interrupted)
        {
            _watcher.StartFrom(null);
            _lister.Restart();
        }

        switch (kind)
        {
            case WatchFailureKind.Interrupted:
                Interrupted(_logger, _kind, failure.Message);
                break;
            case WatchFailureKind.Expired:
                Expired(_logger, _kind, failure.Message);
                break;
            case WatchFailureKind.Unavailable:
                _available.Refused(failure.Message);
                break;
            default:
                Failed(_logger, _kind, failure);
                break;
        }

        _available.Failed(failure.Message);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listed {Kind}: {Items} readable, {Unknown} not")]
    private static partial void Listed(ILogger logger, KindPath kind, int items, int unknown);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} must be listed again: {Reason}")]
    private static partial void Expired(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list or watch of {Kind} was interrupted: {Reason}")]
    private static partial void Interrupted(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The watch of {Kind} failed; listing again")]
    private static partial void Failed(ILogger logger, KindPath kind, Exception failure);
}
