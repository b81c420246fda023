using WebhookController.Core.Labels;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Observability;

/// The series about single PVCs. Their names and labels are those that existing alerts and dashboards know.
internal sealed class ClaimMetrics(ControllerMetrics metrics)
{
    private readonly FactGauge _violations = new(metrics.Factory.CreateGauge(
        "backup_pvc_violation", "1 while the backup labels of a PVC break this rule.", ["condition", "namespace", "pvc"]));

    private readonly FactGauge _managed = new(metrics.Factory.CreateGauge(
        "backup_pvc_managed", "1 while this RecurringJob of ours protects the PVC.", ["job", "namespace", "pvc"]));

    private readonly FactGauge _orphaned = new(metrics.Factory.CreateGauge(
        "backup_pvc_orphaned", "1 while backups, or the job, of a PVC that went without an archive are left.", ["job", "namespace", "pvc"]));

    private readonly FactGauge _archiveReady = new(metrics.Factory.CreateGauge(
        "backup_archive_ready", "1 while the archive of the PVC is complete and the PVC can go.", ["job", "namespace", "pvc"]));

    private readonly FactGauge _archiveFailed = new(metrics.Factory.CreateGauge(
        "backup_archive_failed", "1 while the last try to archive the PVC failed, or for good when it went before any was complete.", ["job", "namespace", "pvc"]));

    private readonly FactGauge _archiveExpired = new(metrics.Factory.CreateGauge(
        "backup_archive_expired", "1 from the day after archive-delete-after (UTC) until somebody deletes the job.", ["job", "namespace", "pvc"]));

    private readonly ProtectionMetrics _protections = new(metrics);
    private readonly StorageMetrics _storage = new(metrics);

    /// While something can't be read, what was known last goes on being said: a fact doesn't end because nobody can look.
    public void Publish(Plan plan)
    {
        PublishLabels(plan);
        if (plan.Partial) return;
        _archiveReady.Publish(plan.Archives.Where(archive => archive.Ready).Select(Labels));
        _archiveFailed.Publish(plan.Archives.Where(archive => archive.Failed).Select(Labels));
        _archiveExpired.Publish(plan.Archives.Where(archive => archive.Expired).Select(Labels));
        _orphaned.Publish(plan.Orphans.Select(orphan => (orphan.Job, orphan.Claim.Namespace, orphan.Claim.Name)));
        _protections.Publish(plan.Protections);
        _storage.Publish(plan);
    }

    private void PublishLabels(Plan plan)
    {
        _violations.Publish(plan.Statuses.SelectMany(status => status.Violations.Select(violation =>
            (violation.Condition.MetricName(), status.Claim.Namespace, status.Claim.Name))));
        _managed.Publish(plan.Statuses.Where(status => status.Job is not null).Select(status =>
            (status.Job!, status.Claim.Namespace, status.Claim.Name)));
    }

    private static (string Job, string Namespace, string Pvc) Labels(ArchiveStatus archive) =>
        (archive.Job, archive.Claim.Namespace, archive.Claim.Name);
}
