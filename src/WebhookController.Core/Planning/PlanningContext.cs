using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>What every step of planning looks at, and the rules of when a job may go, or come off a volume.</summary>
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
        if (State.JobNamed(carried) is not { } job || !JobOwnership.IsManaged(job, Keys)) return false;
        var source = JobOwnership.SourceOf(job, Keys);
        if (source == claim.Source) return true;
        if (source is { } its && State.HasUnknownClaim(its)) return false;
        foreach (var other in State.ClaimsOn(volume.Key.Name))
            if (other.Claim.Key != claim.Claim.Key && (source is null || other.Source == source || State.JobNameOf(other) == carried)) return false;
        return true;
    }

    /// <summary>Whether <paramref name="carried"/> is a job of the PVC's that no longer exists. Longhorn leaves its label on the volume, and a later job
    /// of the same name would back the volume up under another's labels.</summary>
    public bool IsLeftover(string carried, LonghornVolume volume, ResolvedClaim claim)
    {
        if (!State.Longhorn.Jobs.IsAbsent(State.Longhorn.KeyOf(carried)) || !claim.Names.Include(carried)) return false;
        foreach (var other in State.ClaimsOn(volume.Key.Name))
            if (other.Claim.Key != claim.Claim.Key && State.JobNameOf(other) == carried) return false;
        return true;
    }

    /// <summary>Whether another PVC that hasn't opted out is on the same volume as <paramref name="claim"/>, by a PV of its own.</summary>
    public bool IsNeededByAnother(LonghornVolume volume, Claim claim)
    {
        foreach (var other in State.ClaimsOn(volume.Key.Name))
            if (other.Claim.Key != claim.Key && !other.Intent.OptedOut) return true;
        return false;
    }

    /// <summary>Whether a job of ours that its PVC no longer needs can go. Not while it runs on the volume of another PVC that hasn't opted out:
    /// whatever its labels say, that one would be left without backups.</summary>
    public bool MayDelete(RecurringJob job)
    {
        if (job.Deleting) return false;
        foreach (var claim in State.ClaimsThatCarry(job.Key.Name))
            if (!State.Owns(claim, job) && !claim.Intent.OptedOut) return false;
        return true;
    }

    /// <summary>Whether a job that <paramref name="owner"/> no longer needs can go. That of an archive can, too, where it is certain to be of this very
    /// PVC; the archive's backup stays.</summary>
    public bool MayDelete(RecurringJob job, ResolvedClaim owner) =>
        MayDelete(job) && (!JobOwnership.IsArchive(job, Keys) || ArchiveJob.IsOf(owner.Claim.Uid, job, Keys));
}
