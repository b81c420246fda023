using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Kubernetes.Reflectors;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listed {Kind}: {Items} readable, {Unknown} not")]
    public static partial void Listed(ILogger logger, KindPath kind, int items, int unknown);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Key} at version {ResourceVersion} can't be decoded; it stays unknown")]
    public static partial void PoisonObject(ILogger logger, KindPath kind, ObjectKey key, string? resourceVersion, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} are not available: {Reason}")]
    public static partial void Unavailable(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} must be listed again: {Reason}")]
    public static partial void Outdated(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost touch with {Kind}: {Reason}")]
    public static partial void Interrupted(ILogger logger, KindPath kind, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reflecting {Kind} failed; listing it again")]
    public static partial void Failed(ILogger logger, KindPath kind, Exception failure);
}
