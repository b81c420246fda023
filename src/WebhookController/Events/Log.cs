using WebhookController.Core.Events;
using WebhookController.Core.Objects;

namespace WebhookController.Events;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The Event {Reason} of {Object} could not be written, nor perhaps later ones: {Problem}")]
    public static partial void EventFailed(this ILogger logger, ObjectKey @object, EventReason reason, string problem);
}
