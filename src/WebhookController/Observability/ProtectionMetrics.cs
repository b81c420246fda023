using Prometheus;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Observability;

// The series about how each PVC is protected and how fresh its backups are: each exists for as long as its fact does, and is touched only when
// that changes.
internal sealed class ProtectionMetrics
{
    private static readonly string[] LabelNames = ["job", "namespace", "pvc"];

    private readonly (Gauge Gauge, Func<ProtectionStatus, double?> Value)[] _gauges;
    private readonly Counter _failures;
    private readonly Dictionary<ObjectKey, Row[]> _published = [];

    public ProtectionMetrics(ControllerMetrics metrics)
    {
        var factory = metrics.Factory;
        _gauges =
        [
            Of("backup_pvc_last_success_timestamp_seconds", "When the newest complete backup of the PVC's volume was complete; absent while there is none.",
                status => Seconds(status.LastSuccess)),
            Of("backup_pvc_last_failure_timestamp_seconds", "When the newest failed backup of the PVC's volume was started; absent while none is known.",
                status => Seconds(status.LastFailure)),
            Of("backup_pvc_expected_interval_seconds", "From one run of the PVC's job to the next.", status => status.Interval?.TotalSeconds),
            Of("backup_pvc_next_run_timestamp_seconds", "When the PVC's job runs next, the controller-manager's clock being UTC.",
                status => Seconds(status.NextRun)),
            Of("backup_pvc_retain", "How many backups the PVC's job keeps.", status => status.Retain),
            Of("backup_pvc_protected_since_timestamp_seconds",
                "When job, PVC and volume were all there and the volume had the job's label, as far as its managedFields tell; absent where it doesn't carry the job.", status => Seconds(status.ProtectedSince)),
            Of("backup_pvc_running_progress_timestamp_seconds", "When the backup under way last made progress; absent while none is under way.",
                status => Seconds(status.ProgressMoved)),
        ];
        _failures = factory.CreateCounter("backup_pvc_failures_total", "Failed backups of the PVC's volume, each counted once when seen.", LabelNames);

        (Gauge, Func<ProtectionStatus, double?>) Of(string name, string help, Func<ProtectionStatus, double?> value) =>
            (factory.CreateGauge(name, help, LabelNames), value);
    }

    public void Publish(PlanDelta delta)
    {
        foreach (var gone in delta.GoneOf(_published.Keys)) Publish(gone, []);
        foreach (var change in delta.Changes) Publish(change.Source, change.After?.Protections ?? []);
    }

    private void Publish(ObjectKey source, IReadOnlyList<ProtectionStatus> statuses)
    {
        var before = _published.GetValueOrDefault(source) ?? [];
        Row[] now = [.. statuses.Where(HasSeries)
            .Select(status => Array.Find(before, row => row.IsOf(status)) ?? new Row(status, _gauges.Length))];
        foreach (var row in before)
            if (!now.Contains(row)) Remove(row);
        var at = 0;
        foreach (var status in statuses)
            if (HasSeries(status)) Set(now[at++], status);
        if (now.Length > 0) _published[source] = now;
        else _published.Remove(source);
    }

    private static bool HasSeries(ProtectionStatus status) => status.Job is not null && !status.IsExempt();

    private void Set(Row row, ProtectionStatus status)
    {
        for (var i = 0; i < _gauges.Length; i++)
        {
            var value = _gauges[i].Value(status) ?? double.NaN;
            if (value.Equals(row.Values[i])) continue;
            row.Values[i] = value;
            if (!double.IsNaN(value)) (row.Gauges[i] ??= _gauges[i].Gauge.WithLabels(row.Labels)).Set(value);
            else Remove(row, i);
        }
        // A counter that falls starts its series again.
        if (status.Failures < row.Failures?.Value) RemoveFailures(row);
        (row.Failures ??= _failures.WithLabels(row.Labels)).IncTo(status.Failures);
    }

    private void Remove(Row row)
    {
        for (var i = 0; i < _gauges.Length; i++) Remove(row, i);
        RemoveFailures(row);
    }

    private void Remove(Row row, int gauge)
    {
        if (row.Gauges[gauge] is null) return;
        _gauges[gauge].Gauge.RemoveLabelled(row.Labels);
        row.Gauges[gauge] = null;
    }

    private void RemoveFailures(Row row)
    {
        _failures.RemoveLabelled(row.Labels);
        row.Failures = null;
    }

    private static double? Seconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() / 1000.0;

    // The series of one PVC and its job.
    private sealed class Row(ProtectionStatus status, int gauges)
    {
        public string[] Labels { get; } = [status.Job!, status.Claim.Namespace, status.Claim.Name];

        public Gauge.Child?[] Gauges { get; } = new Gauge.Child?[gauges];

        public double[] Values { get; } = NotSet(gauges);

        public Counter.Child? Failures { get; set; }

        public bool IsOf(ProtectionStatus other) => Labels[0] == other.Job && Labels[1] == other.Claim.Namespace && Labels[2] == other.Claim.Name;

        private static double[] NotSet(int count)
        {
            var values = new double[count];
            Array.Fill(values, double.NaN);
            return values;
        }
    }
}

internal static class ExemptStatus
{
    // A PVC that is of no concern has a state and no other series, though it may have a job, which is left alone: alerts follow from them.
    public static bool IsExempt(this ProtectionStatus status) => status.Current.State == ProtectionState.Exempt;
}
