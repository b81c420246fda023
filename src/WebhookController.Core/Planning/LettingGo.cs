using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Rule 9: before a job is deleted, every volume lets go of it. Longhorn leaves the label of a deleted job on volumes, and a later job of the
/// same name would back them up.</summary>
internal static class LettingGo
{
    /// <summary>What takes a job off the volumes that no PVC is on. Those that one is on are let go of with that PVC's own plan.</summary>
    public static IEnumerable<LabelVolume> Of(string job, PlanningContext context)
    {
        foreach (var volume in Carriers(job, context))
            if (!context.State.ClaimsOn(volume.Key.Name).Any()) yield return new LabelVolume(volume, [new(LonghornLabels.ForJob(job), null)]);
    }

    /// <summary>Whether no volume carries the job any more once <see cref="Of"/> and a change of the PVC's own volume are made.</summary>
    public static bool IsComplete(string job, Change? ownVolume, PlanningContext context)
    {
        var label = LonghornLabels.ForJob(job);
        foreach (var volume in Carriers(job, context))
        {
            if (volume.JobLabels[label] != LonghornLabels.Enabled || !context.State.ClaimsOn(volume.Key.Name).Any()) continue;
            if (ownVolume is LabelVolume change && change.Target == volume.Key && change.Labels.Contains(new(label, null))) continue;
            return false;
        }
        return true;
    }

    private static IEnumerable<LonghornVolume> Carriers(string job, PlanningContext context)
    {
        foreach (var key in context.State.Longhorn.VolumeIndex.ByJobLabel.Of(job))
            if (context.State.Longhorn.Volumes[key] is { } volume) yield return volume;
    }
}

/// <summary>Rule 2: a PVC that is opted out has no job, archive or not: the archive's Backup stays. A job that stays for the sake of another PVC only
/// lets go of its volume.</summary>
internal static class OptOut
{
    public static IEnumerable<Change> Changes(ResolvedClaim claim, IReadOnlyList<RecurringJob> jobs, PlanningContext context)
    {
        var detach = Release(claim, jobs, context);
        if (detach is not null) yield return detach;

        foreach (var job in jobs)
        {
            if (!context.MayDelete(job, claim)) continue;
            foreach (var change in LettingGo.Of(job.Key.Name, context)) yield return change;
            if (LettingGo.IsComplete(job.Key.Name, detach, context)) yield return new DeleteJob(job, ReasonFor(claim), claim.Source);
        }
    }

    /// <summary>The deletions that <see cref="Changes"/> leads to later, since Longhorn has yet to take the jobs off volumes: of a PVC that a layer opts out, or that is exempt. One
    /// that opts out by its own label is let go of at once, whatever others do.</summary>
    public static IReadOnlyList<DeleteJob> Awaited(Asked asked, PlanningContext context)
    {
        var claim = asked.Claim;
        if (ReasonFor(claim) == DeletionReason.OptedOut || JobsOf(asked, context) is not { Count: > 0 } jobs) return [];
        var detach = Release(claim, jobs, context);
        return
        [
            .. jobs.Where(job => context.MayDelete(job, claim) && !LettingGo.IsComplete(job.Key.Name, detach, context))
                .Select(job => new DeleteJob(job, ReasonFor(claim), claim.Source)),
        ];
    }

    /// <summary>The jobs of a PVC that opts out, that a layer opts out, or that is exempt; null where nobody does, and of one that is on its way out.</summary>
    public static IReadOnlyList<RecurringJob>? JobsOf(Asked asked, PlanningContext context) => asked switch
    {
        { Claim.Claim.Deleting: true } => null,
        // One that asks for backups itself, in a namespace that became exempt, was told otherwise before: what it has is left to people.
        { Claim.Exemption: not null } => asked.Jobs.Count > 0 && asked.Claim.Labels.Intent.Enabled is not true ? asked.Jobs : null,
        { Evaluation: { Valid: true, Intent.OptedOut: true } } => asked.Jobs,
        { Evaluation.Valid: false } when JobsWithoutLayer(asked, context) is { Count: > 0 } jobs => jobs,
        _ => null,
    };

    // Those that a layer had asked for, now that no layer speaks of the PVC any more: that is the same as opting it out. A StorageClass that is gone, and may
    // come back, takes nothing back.
    private static IReadOnlyList<RecurringJob> JobsWithoutLayer(Asked asked, PlanningContext context) =>
        asked is { Claim: { EnabledBy: EnabledBy.Nobody, Layers.Complete: true }, Evaluation.Violations: [{ Condition: Condition.MissingEnabledLabel }] }
        && asked.Jobs.All(job => job.Annotations[context.Keys.OptedInBy] is not null)
            ? asked.Jobs
            : [];

    // Of a PVC that nobody speaks of, and of an exempt one, only what a layer had asked for is taken back: jobs of others that its volume carries stay, before and after.
    private static Change? Release(ResolvedClaim claim, IReadOnlyList<RecurringJob> jobs, PlanningContext context) =>
        Attachment.Release(claim, claim.EnabledBy == EnabledBy.Nobody || claim.Exemption is not null ? jobs : null, context);

    private static DeletionReason ReasonFor(ResolvedClaim claim) =>
        claim.Exemption is not null ? DeletionReason.Exempt : claim.EnabledBy == EnabledBy.Claim ? DeletionReason.OptedOut : DeletionReason.OptedOutByLayer;
}

/// <summary>Rules 6 to 8: a PVC that is gone takes its job along, unless the job is an archive, or some PVC gets it. An archive is a record: only
/// the volumes that still carry it let go of it.</summary>
internal static class DeletedClaims
{
    /// <summary>A sequence for each of the <paramref name="jobs"/>, which are no PVC's any more.</summary>
    public static IEnumerable<ChangeSequence> Changes(IReadOnlyList<RecurringJob> jobs, ObjectKey source, PlanningContext context)
    {
        foreach (var job in jobs)
        {
            if (job.Deleting) continue;
            var isArchive = JobOwnership.IsArchive(job, context.Keys);
            // A record is made for years: nobody waits for it to come off a volume, and an upgrade may find many.
            List<Change> changes = [.. LettingGo.Of(job.Key.Name, context).Select(release => release with { OnlyLeftovers = isArchive })];
            if (!isArchive)
            {
                if (context.State.IsWanted(job.Key.Name) || !context.MayDelete(job) || !LettingGo.IsComplete(job.Key.Name, null, context)) continue;
                changes.Add(new DeleteJob(job, DeletionReason.ClaimGone, source));
            }
            if (changes.Count > 0) yield return new ChangeSequence(source, changes);
        }
    }
}
