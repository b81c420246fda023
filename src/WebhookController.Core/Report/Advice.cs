using WebhookController.Core.Labels;
using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>What a person can do about something.</summary>
/// <param name="Text">A sentence or two.</param>
/// <param name="Runbook">The runbook that says more: the alert's name.</param>
public sealed record Advice(string Text, string Runbook)
{
    private static readonly Dictionary<string, Advice> ByReason = new(StringComparer.Ordinal)
    {
        [ProtectionReason.NameConflict.MetricName()] = new("Give one of the PVCs another name, or take its label name off.", "BackupPVCNameConflict"),
        [ProtectionReason.Failed.MetricName()] = new("See to what Longhorn reports; the archive is tried again by itself.", "BackupArchiveFailed"),
        [ProtectionReason.Ready.MetricName()] = new("Delete the PVC once its workload is gone: its archive stays.", "BackupArchiveReady"),
        [ProtectionReason.VolumeMissing.MetricName()] = new("Find out what became of the volume, and restore it from the last backup.", "BackupSkipped"),
        [ProtectionReason.JobMissing.MetricName()] = new("The controller makes the job by itself; if it doesn't, its log says why.", "BackupControllerNotReconciling"),
        [ProtectionReason.LabelOverwritten.MetricName()] = new("The controller puts the label back; find out who takes it off.", "BackupSkipped"),
        [ProtectionReason.DetachedAndSettingOff.MetricName()] = new("Start its workload, or let Longhorn back detached volumes up (Setting allow-recurring-job-while-volume-detached).", "BackupSkipped"),
        [ProtectionReason.Faulted.MetricName()] = new("Repair the volume in Longhorn, or restore it from the last backup.", "BackupSkipped"),
        [ProtectionReason.Restoring.MetricName()] = new("Wait for the restore to end.", "BackupSkipped"),
        [ProtectionReason.LinkedClone.MetricName()] = new("Copy the data to a volume of its own, or opt the PVC out.", "BackupSkipped"),
        [ProtectionReason.NoTarget.MetricName()] = new("Set up the BackupTarget in Longhorn.", "BackupSkipped"),
        [ProtectionReason.TargetUnavailable.MetricName()] = new("See to the backup target: its network, its credentials, its free space.", "BackupTargetUnavailable"),
        [ProtectionReason.BackedUpAsAnother.MetricName()] = new("Label it: until then its backups are made under another PVC's name.", "BackupPVCUnlabelled"),
        [ProtectionReason.RetainAboveCeiling.MetricName()] = new("Lower its retain, or raise Longhorn's Setting recurring-job-max-retention.", "BackupPVCInvalidLabels"),
        [ProtectionReason.DefaultGroupOverlap.MetricName()] = new("Take the volume out of Longhorn's group default, or remove that job.", "BackupSkipped"),
        [ProtectionReason.LayerUnreadable.MetricName()] = new("Find out why its Namespace or StorageClass can't be read.", "BackupControllerNotReconciling"),
        [ProtectionReason.PlanningFailed.MetricName()] = new("Report the bug, with what the log says of this PVC.", "BackupPlanningFailed"),
        [ReasonedState.NotRead.ReasonName] = new("Find out what can't be read, and why.", "BackupControllerNotReconciling"),
        [Condition.MissingEnabledLabel.MetricName()] = new("Say whether it is backed up, with the label enabled.", "BackupPVCUnlabelled"),
    };

    private static readonly Advice OfMistakes = new("Correct its labels; the job that it has goes on as it is.", "BackupPVCInvalidLabels");
    private static readonly Advice OfStale = new("Find out why its last runs made no backup: Longhorn's Backups and the job's Pods tell.", "BackupStale");
    private static readonly Advice OfNever = new("Find out why its job has never made a backup.", "BackupNeverSucceeded");
    private static readonly Advice OfLate = new("Wait for the next run; if that makes no backup either, it is stale.", "BackupStale");
    private static readonly Advice OfFailure = new("See what Longhorn says of the failed backup; the next run is a new try.", "BackupFailing");

    /// <summary>What to do about a PVC; null where there is nothing to do.</summary>
    public static Advice? For(ClaimReport claim)
    {
        if (ByReason.TryGetValue(claim.Status.Current.ReasonName, out var known)) return known;
        if (claim.Status.Current == ReasonedState.BackedUpByOthersOnly) return ByReason[Condition.MissingEnabledLabel.MetricName()];
        if (claim.Status.Current.State == ProtectionState.Violating) return OfMistakes;
        if (claim.Freshness == Freshness.Stale) return claim.Status.LastSuccess is null ? OfNever : OfStale;
        if (claim.Status.LastFailure > (claim.Status.LastSuccess ?? DateTimeOffset.MinValue)) return OfFailure;
        return claim.Freshness == Freshness.Late ? OfLate : null;
    }

    /// <summary>Every advice that there is.</summary>
    public static IEnumerable<Advice> All => [.. ByReason.Values, OfMistakes, OfStale, OfNever, OfLate, OfFailure];
}
