using Prometheus;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Observability;

// The series about where backups are kept, and about those that nobody here keeps count of.
internal sealed class StorageMetrics
{
    private readonly Gauge _available;
    private readonly Gauge _untracked;
    private readonly Gauge _untrackedBytes;
    private HashSet<string> _targets = [];

    public StorageMetrics(ControllerMetrics metrics)
    {
        _available = metrics.Factory.CreateGauge("backup_target_available", "1 while the BackupTarget can be reached, else 0; only of those with a URL.", ["target"]);
        _untracked = metrics.Factory.CreateGauge("backup_untracked_backups", "Complete backups that no managed job accounts for.", ["reason"]);
        _untrackedBytes = metrics.Factory.CreateGauge("backup_untracked_backups_bytes", "Size of complete backups that no managed job accounts for.", ["reason"]);
        PublishUntracked([]);
    }

    public void Publish(PlanDelta delta)
    {
        PublishUntracked(delta.Untracked);
        var now = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in delta.Targets)
        {
            now.Add(target.Name);
            _available.WithLabels(target.Name).Set(target.Available ? 1 : 0);
        }
        foreach (var gone in _targets.Except(now)) _available.RemoveLabelled(gone);
        _targets = now;
    }

    private void PublishUntracked(IReadOnlyList<Untracked> found)
    {
        foreach (var reason in Enum.GetValues<UntrackedReason>())
        {
            var untracked = found.FirstOrDefault(untracked => untracked.Reason == reason);
            _untracked.WithLabels(reason.MetricName()).Set(untracked?.Backups ?? 0);
            _untrackedBytes.WithLabels(reason.MetricName()).Set(untracked?.Bytes ?? 0);
        }
    }
}
