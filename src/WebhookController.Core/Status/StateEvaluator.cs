using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Status;

/// <summary>All that a PVC's state follows from.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Evaluation">What it asks for.</param>
/// <param name="Job">Its job; null where there is none.</param>
/// <param name="Volume">Its volume; null where it isn't bound or the volume can't be found.</param>
/// <param name="Carried">Whether the volume carries the job.</param>
/// <param name="AwaitsFirstRun">Whether there is no backup because the time of the first run hasn't come.</param>
/// <param name="LastTaken">When the snapshot of the newest complete backup was taken; null where there is none.</param>
internal readonly record struct ProtectionFacts(
    ResolvedClaim Claim, Evaluation Evaluation, RecurringJob? Job, LonghornVolume? Volume, bool Carried, bool AwaitsFirstRun, DateTimeOffset? LastTaken);

/// <summary>Which state a PVC is in, and why: of several reasons the one that somebody has to see to first. What can't be read is never a reason
/// for alarm.</summary>
internal static class StateEvaluator
{
    public static ReasonedState Of(ProtectionFacts facts, ClusterState state, DateTimeOffset now)
    {
        var (violations, intent) = (facts.Evaluation.Violations, facts.Evaluation.Intent);
        if (facts.Claim.Exemption is { } exemption)
            return ReasonedState.For(ReasonOf(exemption.Kind));
        foreach (var violation in violations)
            if (violation.Condition == Condition.NameConflict) return ReasonedState.For(ProtectionReason.NameConflict);
        if (violations.Count > 0 && violations[0].Condition == Condition.MissingEnabledLabel && facts.Volume is { } labelled)
        {
            if (CarriesAnothersJob(facts.Claim, labelled, state)) return ReasonedState.For(ProtectionReason.BackedUpAsAnother);
            if (facts.Job is null && OtherSchedules.Of(labelled, state).Count > 0) return ReasonedState.BackedUpByOthersOnly;
        }
        if (violations.Count > 0) return ReasonedState.Violating(violations[0].Condition);
        if (intent.OptedOut) return ReasonedState.For(ProtectionReason.EnabledFalse);
        if (!intent.OptedIn && facts.Job is null) return ReasonedState.For(ProtectionReason.LayerUnreadable);
        return ReasonedState.For(intent.WantsArchive ? OfArchived(facts, state, now) : OfScheduled(facts, state));
    }

    // A restored volume may carry the jobs of the one that was backed up.
    private static bool CarriesAnothersJob(ResolvedClaim claim, LonghornVolume volume, ClusterState state)
    {
        foreach (var (label, value) in volume.JobLabels)
            if (value == LonghornLabels.Enabled && LonghornLabels.JobOf(label) is { } name && state.JobNamed(name) is { } job
                && JobOwnership.IsManaged(job, state.Keys) && !state.Owns(claim, job)) return true;
        return false;
    }

    // Once it is complete the archive is what counts; until then, whatever would keep it from ever being so.
    private static ProtectionReason OfArchived(ProtectionFacts facts, ClusterState state, DateTimeOffset now)
    {
        var claim = facts.Claim;
        var progress = ArchiveProgress.Of(
            claim.ArchiveRequestAt(now, state.Keys), state.JobNameOf(claim), state.JobsOf(claim), state.ArchiveObjects, now);
        if (progress.Phase == ArchivePhase.Ready) return ProtectionReason.Ready;
        var blocker = facts.Volume is { } volume ? ReasonOf(BackupBlockers.OfAnyBackup(volume, state.Longhorn)) : WithoutVolume(claim, state);
        if (blocker is not null) return blocker.Value;
        if (progress.LastError is not null) return ProtectionReason.Failed;
        return IsAboveCeiling(facts.Job, state) ? ProtectionReason.RetainAboveCeiling : ProtectionReason.InProgress;
    }

    private static ProtectionReason OfScheduled(ProtectionFacts facts, ClusterState state)
    {
        if (facts.Volume is null && WithoutVolume(facts.Claim, state) is { } reason) return reason;
        if (facts.Job is null && IsMissing(facts.Claim, state)) return ProtectionReason.JobMissing;
        if (facts.Volume is not { } volume || facts.Job is null) return ProtectionReason.Ok;
        var blocker = BackupBlockers.OfJobs(volume, state.Longhorn);
        if (blocker == BackupBlocker.LinkedClone) return ProtectionReason.LinkedClone;
        if (!facts.Carried) return ProtectionReason.LabelOverwritten;

        // By the time its snapshot was taken, not by when it was complete: what a Pod wrote in between isn't in it.
        if (blocker == BackupBlocker.Detached && volume.LastPodRefAt is { } left && facts.LastTaken >= left) return ProtectionReason.Idle;
        if (ReasonOf(blocker) is { } known) return known;
        if (facts.AwaitsFirstRun) return ProtectionReason.FirstRunNotDue;
        if (IsAboveCeiling(facts.Job, state)) return ProtectionReason.RetainAboveCeiling;
        if (volume.InDefaultGroup && state.Longhorn.JobIndex.FirstInDefaultGroup is not null) return ProtectionReason.DefaultGroupOverlap;
        return OtherSchedules.Of(volume, state).Count > 0 ? ProtectionReason.OtherSchedule : ProtectionReason.Ok;
    }

    private static bool IsAboveCeiling(RecurringJob? job, ClusterState state) => job is not null && state.Limits.Refuse(job.Spec.Retain);

    // Null where the volume may well be there, but can't be read.
    private static ProtectionReason? WithoutVolume(ResolvedClaim claim, ClusterState state)
    {
        if (claim.Claim.VolumeName is not { } name) return ProtectionReason.Unbound;
        if (state.PersistentVolumes[name] is null)
            return state.PersistentVolumes.IsAbsent(ObjectKey.ClusterScoped(name)) ? ProtectionReason.VolumeMissing : null;
        // The PV is somebody else's: the PVC names it, and isn't bound to it.
        if (ClaimScope.VolumeOf(claim.Claim, state) is null) return ProtectionReason.Unbound;
        return claim.Volume is null || state.Longhorn.Volumes.IsAbsent(state.Longhorn.KeyOf(claim.Volume)) ? ProtectionReason.VolumeMissing : null;
    }

    private static bool IsMissing(ResolvedClaim claim, ClusterState state) =>
        state.JobNameOf(claim) is { } name && !state.Longhorn.Jobs.Unknown.Contains(state.Longhorn.KeyOf(name));

    private static ProtectionReason ReasonOf(ExemptionKind exemption) => exemption switch
    {
        ExemptionKind.Namespace => ProtectionReason.ExemptNamespace,
        ExemptionKind.Selector => ProtectionReason.ExemptSelector,
        _ => ProtectionReason.ExemptTemporary,
    };

    private static ProtectionReason? ReasonOf(BackupBlocker? blocker) => blocker switch
    {
        BackupBlocker.NoTarget => ProtectionReason.NoTarget,
        BackupBlocker.TargetUnavailable => ProtectionReason.TargetUnavailable,
        BackupBlocker.LinkedClone => ProtectionReason.LinkedClone,
        BackupBlocker.Faulted => ProtectionReason.Faulted,
        BackupBlocker.Restoring => ProtectionReason.Restoring,
        BackupBlocker.Detached => ProtectionReason.DetachedAndSettingOff,
        _ => null,
    };
}
