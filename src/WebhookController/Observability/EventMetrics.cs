using Prometheus;
using WebhookController.Events;

namespace WebhookController.Observability;

internal sealed class EventMetrics(ControllerMetrics metrics) : IEventObserver
{
    private readonly Counter _events = metrics.Factory.CreateCounter(
        "backup_events_total", "Notices about PVCs, by what became of the Event.", ["result"]);

    public void Recorded(EventOutcome outcome) => _events.WithLabels(NameOf(outcome)).Inc();

    private static string NameOf(EventOutcome outcome) => outcome switch
    {
        EventOutcome.Created => "created",
        EventOutcome.Repeated => "repeated",
        EventOutcome.Suppressed => "suppressed",
        EventOutcome.Dropped => "dropped",
        EventOutcome.NamespaceTerminating => "namespace_terminating",
        EventOutcome.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "an outcome without a name"),
    };
}
