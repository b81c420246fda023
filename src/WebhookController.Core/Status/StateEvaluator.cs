using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Status;

/// <summary>All that a PVC's state is told from.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Evaluation">What it asks for.</param>
/// <param name="Job">Its job; null where there is none.</param>
/// <param name="Volume">Its volume; null where it isn't bound or the volume can't be found.</param>
/// <param name="Carried">Whether the volume carries the job.</param>
/// <param name="AwaitsFirstRun">Whether there is no backup because the time of the first run hasn't come.</param>
internal readonly record struct ProtectionFacts(
    Claim Claim, Evaluation Evaluation, RecurringJob? Job, LonghornVolume? Volume, bool Carried, bool AwaitsFirstRun);

/// <summary>Which state a PVC is in, and why: of several reasons the one that somebody has to see to first. What can't be read is never a reason
/// for alarm.</summary>
internal static class StateEvaluator
{
    public static ReasonedState Of(ProtectionFacts input, PlanningContext context)
    {
        var (violations, intent) = (input.Evaluation.Violations, input.Evaluation.Intent);
        if (violations.Any(violation => violation.Condition == Condition.NameConflict)) return ReasonedState.For(ProtectionReason.NameConflict);
        if (violations.Count > 0) return ReasonedState.Violating(violations[0].Condition);
        if (intent.OptedOut) return ReasonedState.For(ProtectionReason.EnabledFalse);
        return ReasonedState.For(intent.Archive is true ? OfArchived(input, context) : OfScheduled(input, context));
    }

    // Once it is complete the archive is what counts; until then, whatever would keep it from ever being so.
    private static ProtectionReason OfArchived(ProtectionFacts input, PlanningContext context)
    {
        var intent = input.Evaluation.Intent;
        var progress = ArchiveSteps.ProgressFor(input.Claim, intent, context)!;
        if (progress.Phase == ArchivePhase.Ready) return ProtectionReason.Ready;
        var obstacle = input.Volume is { } volume ? BackupBlocker.ToAnyBackup(volume, context.State.Longhorn) : WithoutVolume(input.Claim, context);
        return obstacle ?? (progress.LastError is not null ? ProtectionReason.Failed : ProtectionReason.InProgress);
    }

    private static ProtectionReason OfScheduled(ProtectionFacts input, PlanningContext context)
    {
        if (input.Volume is null && WithoutVolume(input.Claim, context) is { } reason) return reason;
        if (input.Job is null && IsMissing(input, context)) return ProtectionReason.JobMissing;
        if (input.Volume is not { } volume || input.Job is null) return ProtectionReason.Ok;
        if (!input.Carried) return ProtectionReason.LabelOverwritten;

        var obstacle = BackupBlocker.ToJobs(volume, context.State.Longhorn);
        if (obstacle == ProtectionReason.DetachedAndSettingOff && IsIdle(volume, context)) return ProtectionReason.Idle;
        if (obstacle is { } known) return known;
        if (input.AwaitsFirstRun) return ProtectionReason.FirstRunNotDue;
        return volume.InDefaultGroup && context.DefaultGroupBacksUp ? ProtectionReason.DefaultGroupOverlap : ProtectionReason.Ok;
    }

    // Null where the volume may well be there, but can't be read.
    private static ProtectionReason? WithoutVolume(Claim claim, PlanningContext context)
    {
        if (claim.VolumeName is not { } name) return ProtectionReason.Unbound;
        var state = context.State;
        if (state.Volumes[name] is null) return state.Volumes.IsAbsent(ObjectKey.ClusterScoped(name)) ? ProtectionReason.VolumeMissing : null;
        // The PV is somebody else's: the PVC names it, and isn't bound to it.
        if (ClaimScope.VolumeOf(claim, state) is null) return ProtectionReason.Unbound;
        var handle = ClaimScope.LonghornVolumeOf(claim, state);
        return handle is null || state.Longhorn.Volumes.IsAbsent(state.Longhorn.KeyOf(handle)) ? ProtectionReason.VolumeMissing : null;
    }

    private static bool IsMissing(ProtectionFacts input, PlanningContext context)
    {
        var longhorn = context.State.Longhorn;
        return !longhorn.Jobs.Unknown.Contains(longhorn.KeyOf(JobName.WantedBy(input.Claim, input.Evaluation.Intent)!));
    }

    // By the time its snapshot was taken, not by when it was complete: what a Pod wrote in between isn't in it.
    private static bool IsIdle(LonghornVolume volume, PlanningContext context) =>
        volume.LastPodRefAt is { } left && context.Backups.Of(volume.Key.Name).LastTaken >= left;
}
