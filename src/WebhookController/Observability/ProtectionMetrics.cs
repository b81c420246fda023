using Prometheus;
using WebhookController.Core.Status;

namespace WebhookController.Observability;

/// The series about how each PVC is protected and how fresh its backups are.
internal sealed class ProtectionMetrics
{
    private readonly IMetricFactory _factory;
    private readonly (ClaimSeries<Gauge.Child> Series, Func<ProtectionStatus, double?> Value)[] _gauges;
    private readonly ClaimSeries<Counter.Child> _failures;
    private readonly StateGauge _states;

    public ProtectionMetrics(ControllerMetrics metrics)
    {
        _factory = metrics.Factory;
        _gauges =
        [
            (Gauge("backup_pvc_last_success_timestamp_seconds", "When the newest complete backup of the PVC's volume was complete; absent while there is none."),
                protection => Seconds(protection.LastSuccess)),
            (Gauge("backup_pvc_last_failure_timestamp_seconds", "When the newest failed backup of the PVC's volume was begun; absent while none is known."),
                protection => Seconds(protection.LastFailure)),
            (Gauge("backup_pvc_expected_interval_seconds", "From one run of the PVC's job to the next."),
                protection => protection.Interval?.TotalSeconds),
            (Gauge("backup_pvc_next_run_timestamp_seconds", "When the PVC's job runs next, the controller-manager's clock being UTC."),
                protection => Seconds(protection.NextRun)),
            (Gauge("backup_pvc_retain", "How many backups the PVC's job keeps."),
                protection => protection.Retain),
            (Gauge("backup_pvc_protected_since_timestamp_seconds", "The latest creation time of job, PVC and volume; absent where the volume doesn't carry the job."),
                protection => Seconds(protection.ProtectedSince)),
            (Gauge("backup_pvc_running_progress_timestamp_seconds", "When the backup under way was last seen to come further; absent while none is."),
                protection => Seconds(protection.ProgressMoved)),
        ];
        _failures = new(
            _factory.CreateCounter(
                "backup_pvc_failures_total", "Failed backups of the PVC's volume, each counted once when seen.", ClaimSeries<Counter.Child>.LabelNames),
            static (series, value) => series.IncTo(value))
        {
            Grows = true,
        };
        _states = new(_factory.CreateGauge("backup_pvc_state", "1, with the state of the PVC and its reason; exactly one for each.", StateGauge.LabelNames));
    }

    public void Publish(IReadOnlyList<ProtectionStatus> protections)
    {
        _states.Publish(protections);
        var protecting = protections.Where(protection => protection.Job is not null)
            .Select(protection => (Protection: protection, Labels: new ClaimLabels(protection.Job!, protection.Claim.Namespace, protection.Claim.Name)))
            .ToList();
        _failures.Publish(protecting.Select(item => (item.Labels, (double?)item.Protection.Failures)));
        foreach (var (series, value) in _gauges) series.Publish(protecting.Select(item => (item.Labels, value(item.Protection))));
    }

    private ClaimSeries<Gauge.Child> Gauge(string name, string help) =>
        new(_factory.CreateGauge(name, help, ClaimSeries<Gauge.Child>.LabelNames), static (series, value) => series.Set(value));

    private static double? Seconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() / 1000.0;
}
