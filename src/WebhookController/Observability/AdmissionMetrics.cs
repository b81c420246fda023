using System.Collections.Concurrent;
using Prometheus;
using WebhookController.Admission;
using WebhookController.Core.Labels;

namespace WebhookController.Observability;

internal sealed class AdmissionMetrics : IAdmissionObserver
{
    private readonly Counter _reviews;
    private readonly Dictionary<AdmissionPath, Histogram.Child> _durations;
    private readonly Counter _denials;

    // To find a series by the texts of its labels takes as long as to count. A series appears when there is something to count.
    private readonly ConcurrentDictionary<(AdmissionPath, Operation, Decision), Counter.Child> _series = [];

    public AdmissionMetrics(ControllerMetrics metrics)
    {
        _reviews = metrics.Factory.CreateCounter("backup_admission_reviews_total", "Admission reviews, answered or abandoned by their callers.", ["path", "operation", "decision"]);
        var durations = metrics.Factory.CreateHistogram(
            "backup_admission_duration_seconds", "How long admission reviews took, reading the body included.",
            new HistogramConfiguration { LabelNames = ["path"], Buckets = ControllerMetrics.Durations });
        _denials = metrics.Factory.CreateCounter(
            "backup_admission_denials_total", "Mistakes for which a change was denied; one request may have several.", ["condition"]);
        _durations = Enum.GetValues<AdmissionPath>().ToDictionary(path => path, path => durations.WithLabels(NameOf(path)));
        // Prometheus sees no increase in a series that begins with its first error.
        foreach (var path in Enum.GetValues<AdmissionPath>())
            foreach (var decision in new[] { Decision.Failed, Decision.Abandoned })
                SeriesOf(path, Operation.Other, decision);
    }

    public void Answered(in AdmissionOutcome outcome)
    {
        SeriesOf(outcome.Path, outcome.Operation, outcome.Decision).Inc();
        _durations[outcome.Path].Observe(outcome.Duration.TotalSeconds);
        foreach (var violation in outcome.Denials) _denials.WithLabels(violation.Condition.MetricName()).Inc();
    }

    private Counter.Child SeriesOf(AdmissionPath path, Operation operation, Decision decision) => _series.GetOrAdd(
        (path, operation, decision),
        static (key, reviews) => reviews.WithLabels(NameOf(key.Item1), NameOf(key.Item2), key.Item3.Name()), _reviews);

    private static string NameOf(AdmissionPath path) => path == AdmissionPath.Mutate ? "mutate" : "validate";

    private static string NameOf(Operation operation) => operation switch
    {
        Operation.Create => "create",
        Operation.Update => "update",
        Operation.Delete => "delete",
        _ => "other",
    };
}
