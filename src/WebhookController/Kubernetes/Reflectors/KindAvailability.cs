using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

// Whether what the sink holds can be trusted: from the first list until the kind can't be read any more, or was not for too long.
// Nothing is deleted on what can't be trusted.
internal sealed partial class KindAvailability<T>(
    KindPath kind, IReflectorSink<T> sink, ReflectorHealth health, TimeSpan staleAfter, ILogger logger)
    where T : ClusterObject
{
    private string? _problem;
    private bool _stale;

    public void Listed()
    {
        (_problem, _stale) = (null, false);
        health.Synced = true;
    }

    // The watch goes on from where it was: nothing was missed.
    public void Watched()
    {
        if (!_stale) return;
        (_problem, _stale) = (null, false);
        health.Synced = true;
        sink.Resumed();
        Resumed(logger, kind);
    }

    public void Refused(string reason)
    {
        if (reason != _problem) Unavailable(logger, kind, reason);
        _problem = reason;
        _stale = false;
        health.Synced = false;
        sink.Unavailable(reason);
    }

    // One more failure. Every single one may pass; together they must not hide that the picture is old.
    public void Failed(string reason)
    {
        if (_problem is not null || health.Silence < staleAfter) return;
        _problem = $"neither listed nor watched for {health.Silence.TotalMinutes:0} minutes: {reason}";
        // Without a list there is nothing yet that a watch could resume.
        _stale = health.Synced;
        health.Synced = false;
        Unavailable(logger, kind, _problem);
        sink.Unavailable(_problem);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} are not available: {Reason}")]
    private static partial void Unavailable(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} are watched again")]
    private static partial void Resumed(ILogger logger, KindPath kind);
}
