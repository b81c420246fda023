using Prometheus;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Observability;

// The series about single PVCs. Their names and labels are those that existing alerts and dashboards know. A pass touches those of the PVCs that
// it planned.
internal sealed class ClaimMetrics
{
    private static readonly string[] JobLabels = ["job", "namespace", "pvc"];

    private readonly PresenceGauge[] _labels;
    private readonly PresenceGauge[] _rest;
    private readonly ProtectionMetrics _protections;
    private readonly ScheduleMetrics _schedule;
    private readonly StorageMetrics _storage;
    private readonly Counter _planFailures;

    public ClaimMetrics(ControllerMetrics metrics)
    {
        _labels =
        [
            new(
                metrics.Factory.CreateGauge("backup_pvc_violation", "1 while the backup labels of a PVC break this rule.", ["condition", "namespace", "pvc"]),
                plan => plan.Statuses.SelectMany(status => status.Violations.Select(violation => violation.Condition).Distinct()
                    .Select(condition => new[] { condition.MetricName(), status.Claim.Namespace, status.Claim.Name }))),
        ];
        _rest =
        [
            new(
                metrics.Factory.CreateGauge("backup_pvc_managed", "1 while the volume of the PVC carries this RecurringJob of ours.", JobLabels),
                plan => plan.Protections.Where(status => status.Managed && !status.IsExempt()).Select(status => new[] { status.Job!, status.Claim.Namespace, status.Claim.Name })),
            new(
                metrics.Factory.CreateGauge("backup_pvc_orphaned", "1 while backups, or the job, of a PVC that went without an archive are left.", JobLabels),
                plan => plan.Orphans.Select(orphan => new[] { orphan.Job, orphan.Claim.Namespace, orphan.Claim.Name })),
            Archives(metrics, "backup_archive_ready", "1 while the archive of the PVC is complete and the PVC can go.", archive => archive.Ready),
            Archives(metrics, "backup_archive_failed",
                "1 while the last try to archive the PVC failed, or for good when it went before any was complete.", archive => archive.Failed),
            Archives(metrics, "backup_archive_expired",
                "1 from the day after archive-delete-after (UTC) until somebody deletes the job.", archive => archive.Expired),
            new(
                metrics.Factory.CreateGauge(
                    "backup_pvc_state", "1, with the state of the PVC and its reason; exactly one for each.", ["namespace", "pvc", "reason", "state"]),
                plan => plan.Protections.Select(status =>
                    new[] { status.Claim.Namespace, status.Claim.Name, status.Current.ReasonName, status.Current.State.MetricName() })),
        ];
        _protections = new(metrics);
        _schedule = new(metrics);
        _storage = new(metrics);
        _planFailures = metrics.Factory.CreateCounter(
            "backup_plan_failures_total", "Times a PVC could not be planned for, which is a bug; its state is unknown then, and its job left alone.");
    }

    // While something can't be read, what was known last stays published: a fact doesn't end because nobody can look.
    public void Publish(PlanDelta delta)
    {
        foreach (var gauge in _labels) gauge.Publish(delta);
        foreach (var change in delta.Changes)
            if (change.After?.Failure is not null) _planFailures.Inc();
        if (delta.Partial) return;
        foreach (var gauge in _rest) gauge.Publish(delta);
        _protections.Publish(delta);
        _schedule.Publish(delta);
        _storage.Publish(delta);
    }

    private static bool IsExempt(ObjectKey claim, ClaimPlan plan)
    {
        foreach (var status in plan.Protections)
            if (status.Claim == claim && status.IsExempt()) return true;
        return false;
    }

    private static PresenceGauge Archives(ControllerMetrics metrics, string name, string help, Func<ArchiveStatus, bool> isSo) => new(
        metrics.Factory.CreateGauge(name, help, JobLabels),
        plan => plan.Archives.Where(archive => isSo(archive) && !IsExempt(archive.Claim, plan)).Select(archive => new[] { archive.Job, archive.Claim.Namespace, archive.Claim.Name }));
}
