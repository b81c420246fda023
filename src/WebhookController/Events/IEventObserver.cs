namespace WebhookController.Events;

internal interface IEventObserver
{
    void Recorded(EventOutcome outcome);
}

// What became of a notice.
internal enum EventOutcome
{
    Created,

    // An Event with the same news is there and was counted up.
    Repeated,

    // The same news was told a moment ago.
    Suppressed,

    // Too many others were waiting.
    Dropped,

    // The API server didn't take it.
    Failed,
}
