using WebhookController.Core.Cluster;
using WebhookController.Core.Notices;

namespace WebhookController.Events;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The Event {Reason} of {Object} could not be written, nor perhaps later ones: {Problem}")]
    public static partial void EventFailed(this ILogger logger, ObjectKey @object, NoticeReason reason, string problem);
}
