using Prometheus;
using WebhookController.Admission;
using WebhookController.Core.Labels;

namespace WebhookController.Observability;

internal sealed class AdmissionMetrics : IAdmissionObserver
{
    private readonly Counter _reviews;
    private readonly Histogram _duration;
    private readonly Counter _denials;

    public AdmissionMetrics(ControllerMetrics metrics)
    {
        _reviews = metrics.Factory.CreateCounter("backup_admission_reviews_total", "Admission reviews, answered or abandoned by their callers.", ["path", "operation", "decision"]);
        _duration = metrics.Factory.CreateHistogram(
            "backup_admission_duration_seconds", "How long admission reviews took, reading the body included.",
            new HistogramConfiguration { LabelNames = ["path"], Buckets = ControllerMetrics.Durations });
        _denials = metrics.Factory.CreateCounter(
            "backup_admission_denials_total", "Mistakes for which a change was denied; one request may have several.", ["condition"]);
        // Prometheus sees no increase in a series that begins with its first error.
        foreach (var path in Enum.GetValues<AdmissionPath>())
            foreach (var decision in new[] { Decision.Failed, Decision.Abandoned })
                _reviews.WithLabels(NameOf(path), NameOf(Operation.Other), decision.Name());
    }

    public void Answered(in AdmissionOutcome outcome)
    {
        var path = NameOf(outcome.Path);
        _reviews.WithLabels(path, NameOf(outcome.Operation), outcome.Decision.Name()).Inc();
        _duration.WithLabels(path).Observe(outcome.Duration.TotalSeconds);
        foreach (var violation in outcome.Denials) _denials.WithLabels(violation.Condition.MetricName()).Inc();
    }

    private static string NameOf(AdmissionPath path) => path == AdmissionPath.Mutate ? "mutate" : "validate";

    private static string NameOf(Operation operation) => operation switch
    {
        Operation.Create => "create",
        Operation.Update => "update",
        Operation.Delete => "delete",
        _ => "other",
    };
}
