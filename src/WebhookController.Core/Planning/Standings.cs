using WebhookController.Core.Archive;
using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;
using WebhookController.Core.Freshness;
using WebhookController.Core.Naming;
using WebhookController.Core.Parsing;
using WebhookController.Core.Policy;
using WebhookController.Core.Scheduling;

namespace WebhookController.Core.Planning;

/// <summary>All that a PVC's state is told from.</summary>
internal readonly record struct StandingInput(
    Claim Claim, Evaluation Evaluation, RecurringJob? Job, LonghornVolume? Volume, RunTimes? Runs, Protection Freshness);

/// <summary>Which state a PVC is in, and why: of several reasons the one that somebody has to see to first. What can't be read is never a reason
/// for alarm.</summary>
internal static class Standings
{
    public static Standing Of(StandingInput input, PlanningContext context)
    {
        var (violations, intent) = (input.Evaluation.Violations, input.Evaluation.Intent);
        if (violations.Any(violation => violation.Condition == Condition.NameConflict)) return Standing.For(ProtectionReason.NameConflict);
        if (violations.Count > 0) return Standing.Violating(violations[0].Condition);
        if (intent.OptedOut) return Standing.For(ProtectionReason.EnabledFalse);
        return Standing.For(intent.Archive is true ? OfArchived(input, context) : OfScheduled(input, context));
    }

    // Once it is complete the archive is what counts; until then, whatever would keep it from ever being so.
    private static ProtectionReason OfArchived(StandingInput input, PlanningContext context)
    {
        var intent = input.Evaluation.Intent;
        var wanted = context.State.Longhorn.KeyOf(JobName.WantedBy(input.Claim, intent)!);
        var progress = ArchiveSteps.ProgressFor(input.Claim, intent, wanted, context)!;
        if (progress.Phase == ArchivePhase.Ready) return ProtectionReason.Ready;
        var obstacle = input.Volume is { } volume ? Obstacle.ToAnyBackup(volume, context.State.Longhorn) : WithoutVolume(input.Claim, context);
        return obstacle ?? (progress.LastFailed ? ProtectionReason.Failed : ProtectionReason.InProgress);
    }

    private static ProtectionReason OfScheduled(StandingInput input, PlanningContext context)
    {
        if (input.Volume is null && WithoutVolume(input.Claim, context) is { } reason) return reason;
        if (input.Job is null && IsMissing(input, context)) return ProtectionReason.JobMissing;
        if (input.Volume is not { } volume || input.Job is null) return ProtectionReason.Ok;
        if (!Protections.Carries(volume, input.Claim, context)) return ProtectionReason.LabelOverwritten;

        var obstacle = Obstacle.ToJobs(volume, context.State.Longhorn);
        if (obstacle == ProtectionReason.DetachedAndSettingOff && IsIdle(volume, context)) return ProtectionReason.Idle;
        if (obstacle is { } known) return known;
        if (input.Freshness is { LastSuccess: null, ProtectedSince: { } since } && input.Runs?.Next(since) > context.Now)
            return ProtectionReason.FirstRunNotDue;
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

    private static bool IsMissing(StandingInput input, PlanningContext context)
    {
        var longhorn = context.State.Longhorn;
        return !longhorn.Jobs.Unknown.Contains(longhorn.KeyOf(JobName.WantedBy(input.Claim, input.Evaluation.Intent)!));
    }

    // By the time its snapshot was taken, not by when it was complete: what a Pod wrote in between isn't in it.
    private static bool IsIdle(LonghornVolume volume, PlanningContext context) =>
        volume.LastPodRefAt is { } left && context.Backups.Of(volume.Key.Name).LastTaken >= left;
}
