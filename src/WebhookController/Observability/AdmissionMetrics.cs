using Prometheus;
using WebhookController.Admission;
using WebhookController.Core.Parsing;

namespace WebhookController.Observability;

internal sealed class AdmissionMetrics(ControllerMetrics metrics) : IAdmissionObserver
{
    private readonly Counter _reviews = metrics.Factory.CreateCounter(
        "backup_admission_reviews_total", "Admission reviews answered.", ["path", "operation", "decision"]);

    private readonly Histogram _duration = metrics.Factory.CreateHistogram(
        "backup_admission_duration_seconds", "How long admission reviews took, reading the body included.",
        new HistogramConfiguration { LabelNames = ["path"], Buckets = ControllerMetrics.Durations });

    private readonly Counter _denials = metrics.Factory.CreateCounter(
        "backup_admission_denials_total", "Mistakes for which a change was denied; one request may have several.", ["condition"]);

    public void Answered(in AdmissionOutcome outcome)
    {
        var path = outcome.Path == AdmissionPath.Mutate ? "mutate" : "validate";
        _reviews.WithLabels(path, NameOf(outcome.Operation), outcome.Decision.Name()).Inc();
        _duration.WithLabels(path).Observe(outcome.Duration.TotalSeconds);
        foreach (var violation in outcome.Denials) _denials.WithLabels(violation.Condition.MetricName()).Inc();
    }

    private static string NameOf(Operation operation) => operation switch
    {
        Operation.Create => "create",
        Operation.Update => "update",
        Operation.Delete => "delete",
        _ => "other",
    };
}
