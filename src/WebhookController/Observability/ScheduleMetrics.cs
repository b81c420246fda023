using System.Globalization;
using Prometheus;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Scheduling;

namespace WebhookController.Observability;

// When the jobs of all PVCs start: whether they crowd into the same minute.
internal sealed class ScheduleMetrics
{
    private readonly Dictionary<ObjectKey, IReadOnlyList<RunTimes>> _runs = [];
    private readonly StartCounts _starts = new();
    private readonly Gauge.Child[] _byHour;
    private readonly Gauge _peak;

    public ScheduleMetrics(ControllerMetrics metrics)
    {
        var byHour = metrics.Factory.CreateGauge("backup_schedule_starts", "Runs of our jobs that start in this hour of the day.", ["hour"]);
        _byHour = [.. Enumerable.Range(0, 24).Select(hour => byHour.WithLabels(hour.ToString("00", CultureInfo.InvariantCulture)))];
        _peak = metrics.Factory.CreateGauge("backup_schedule_peak_starts", "The most runs of our jobs that start in one and the same minute.");
    }

    public void Publish(PlanDelta delta)
    {
        var changed = false;
        foreach (var gone in delta.GoneOf(_runs.Keys)) changed |= Set(gone, []);
        foreach (var change in delta.Changes)
            changed |= Set(change.Source, [.. (change.After?.Protections ?? []).Select(status => status.Runs).OfType<RunTimes>()]);
        if (!changed) return;
        for (var hour = 0; hour < _byHour.Length; hour++) _byHour[hour].Set(_starts.InHour(hour));
        _peak.Set(_starts.Peak);
    }

    private bool Set(ObjectKey source, IReadOnlyList<RunTimes> now)
    {
        var before = _runs.GetValueOrDefault(source) ?? [];
        if (before.SequenceEqual(now)) return false;
        foreach (var runs in before) _starts.Remove(runs);
        foreach (var runs in now) _starts.Add(runs);
        if (now.Count > 0) _runs[source] = now;
        else _runs.Remove(source);
        return true;
    }
}
