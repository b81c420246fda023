using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Planning;

/// <summary>What every step of planning looks at, and the rules of when a job may go.</summary>
/// <param name="State">The cluster.</param>
/// <param name="Defaults">The defaults in force.</param>
/// <param name="Now">The time.</param>
internal sealed record PlanningContext(ClusterState State, EffectiveDefaults Defaults, DateTimeOffset Now)
{
    /// <summary>Whether lower retention through a layer waits for a person: such jobs keep theirs.</summary>
    public bool HoldsRetention { get; init; }

    public LabelKeys Keys => State.Keys;

    public LonghornVolume? VolumeOf(ResolvedClaim claim) => State.VolumeOf(claim);

    /// <summary>Whether <paramref name="carried"/> is one of our jobs and has no business on the volume of <paramref name="claim"/>. It has if its
    /// own PVC is on the same volume, by a PV of its own, or may be; or if one is that asks for it, and may take it over in this very pass.</summary>
    public bool IsStale(string carried, LonghornVolume volume, ResolvedClaim claim)
    {
        if (State.Longhorn.Jobs[State.Longhorn.KeyOf(carried)] is not { } job || !JobOwnership.IsManaged(job, Keys)) return false;
        var source = JobOwnership.SourceOf(job, Keys);
        if (source == claim.Source) return true;
        if (source is { } its && State.HasUnknownClaim(its)) return false;
        foreach (var other in State.ClaimsOn(volume.Key.Name))
            if (other.Claim.Key != claim.Claim.Key && (source is null || other.Source == source || other.JobInUse == carried)) return false;
        return true;
    }

    /// <summary>Whether another PVC that hasn't opted out is on the same volume as <paramref name="claim"/>, by a PV of its own.</summary>
    public bool IsNeededByAnother(LonghornVolume volume, Claim claim)
    {
        foreach (var other in State.ClaimsOn(volume.Key.Name))
            if (other.Claim.Key != claim.Key && !IsOptedOut(other)) return true;
        return false;
    }

    /// <summary>Whether a job of ours that its PVC no longer needs can go. Not if it is an archive, and not while it runs on the volume of
    /// another PVC that hasn't opted out: whatever its labels say, that one would be left without backups.</summary>
    public bool MayDelete(RecurringJob job)
    {
        if (job.Deleting || JobOwnership.IsArchive(job, Keys)) return false;
        var source = JobOwnership.SourceOf(job, Keys);
        foreach (var claim in State.ClaimsThatCarry(job.Key.Name))
            if (claim.Source != source && !IsOptedOut(claim)) return false;
        return true;
    }

    private bool IsOptedOut(ResolvedClaim claim) => claim.Intent.OptedOut && BackupPolicy.Evaluate(claim, State).Valid;
}
