using Prometheus;
using WebhookController.Kubernetes.Client;
using WebhookController.Kubernetes.Reflectors;

namespace WebhookController.Observability;

internal sealed class ReflectorMetrics(ControllerMetrics metrics) : IReflectorObserver
{
    private readonly Counter _relists = metrics.Factory.CreateCounter(
        "backup_reflector_relists_total", "Times a kind was listed again, because its watch couldn't be resumed.", ["kind"]);

    private readonly Counter _failures = metrics.Factory.CreateCounter(
        "backup_reflector_failures_total", "Lists and watches that failed or broke off.", ["kind"]);

    private readonly Counter _undecodable = metrics.Factory.CreateCounter(
        "backup_reflector_unreadable_objects_total", "Versions of objects that couldn't be read; they count as unknown, not as absent.", ["kind"]);

    public void Relisted(KindPath kind) => _relists.WithLabels(kind.ToString()).Inc();

    public void UndecodableObject(KindPath kind) => _undecodable.WithLabels(kind.ToString()).Inc();

    public void WatchFailed(KindPath kind) => _failures.WithLabels(kind.ToString()).Inc();
}
