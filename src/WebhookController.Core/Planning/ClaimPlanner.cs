using System.Diagnostics.CodeAnalysis;
using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;
using WebhookController.Core.Status;

namespace WebhookController.Core.Planning;

/// <summary>Compares one PVC with what its labels ask for: a pure function of the few objects that are connected to it, and of the time, so that
/// planning again after its own changes plans nothing. <see cref="Dependencies"/> says which these are.</summary>
internal static class ClaimPlanner
{
    /// <summary>Plans for the PVC with this source. As long as not everything has been read (<see cref="ClusterState.CanPlan"/>) there are statuses
    /// of its labels only, and no changes. A bug ends up in the plan: nobody else pays for it.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one PVC, the others go on.")]
    public static ClaimPlan Plan(ObjectKey source, PlanningContext context)
    {
        try
        {
            return PlanOrThrow(source, context);
        }
        catch (Exception bug)
        {
            return Unknown(source, context.State, bug);
        }
    }

    private static ClaimPlan PlanOrThrow(ObjectKey source, PlanningContext context)
    {
        var (state, jobs) = (context.State, context.State.JobsOf(source));
        List<ChangeSequence>? sequences = null;
        DateTimeOffset? lookAgain = null;
        RetentionPlan? retention = null;
        IReadOnlyList<ClaimStatus> statuses = [];
        IReadOnlyList<ProtectionStatus> protections = [];
        IReadOnlyList<DeleteJob> awaited = [];
        foreach (var claim in state.ClaimsOf(source))
        {
            if (claim.Scope != Scope.Longhorn) continue;
            var evaluation = BackupPolicy.Evaluate(claim, state);
            var own = state.JobsOf(claim);
            var name = state.JobNameOf(claim);
            var protecting = ProtectingJob(own, name ?? claim.Names.Plain);
            statuses = [.. statuses, new ClaimStatus(claim.Claim.Key, protecting?.Key.Name, evaluation.Violations)];
            if (!state.CanPlan) continue;

            var protection = ProtectionEvaluator.Evaluate(claim, evaluation, protecting, own, state, context.Now);
            protections = [.. protections, protection];
            lookAgain = Earliest.Of(lookAgain, protection.ChangesAt, ArchiveSteps.ProgressFor(claim, context)?.ChangesAt);
            var asked = new Asked(claim, evaluation, name, own);
            Change[] changes = [.. ChangesFor(asked, context)];
            if (changes.Length > 0) (sequences ??= []).Add(new(claim.Claim.Key, changes));
            awaited = [.. awaited, .. OptOut.Awaited(asked, context)];
            if (evaluation.Valid || changes.Length > 0) (retention ??= new(context)).Add(asked, changes);
        }
        if (!state.CanPlan) return new ClaimPlan(source) { Statuses = statuses };

        var left = Ownerless(jobs, state);
        foreach (var sequence in DeletedClaims.Changes(left, source, context))
        {
            (sequences ??= []).Add(sequence);
            retention?.Add(sequence);
        }
        var orphans = state.MayHaveClaim(source) ? [] : Orphans.Of(source, left, DeletionsIn(sequences), state);
        foreach (var job in jobs)
            if (JobOwnership.IsArchive(job, state.Keys)) lookAgain = Earliest.Of(lookAgain, ArchiveStatuses.ExpiresAt(job, state, context.Now));
        var archives = ArchiveStatuses.Of(source, jobs, state, context.Now);
        foreach (var archive in archives) lookAgain = Earliest.Of(lookAgain, archive.ChangesAt);
        var plan = new ClaimPlan(source)
        {
            Sequences = sequences ?? [],
            Awaited = awaited,
            Statuses = statuses,
            Protections = protections,
            Archives = archives,
            Orphans = orphans,
            LookAgainAt = lookAgain,
        };
        return retention?.AddTo(plan) ?? plan;
    }

    private static IEnumerable<string> DeletionsIn(List<ChangeSequence>? sequences) =>
        sequences is null ? [] : sequences.SelectMany(sequence => sequence.Changes).OfType<DeleteJob>().Select(deletion => deletion.Target.Name);

    /// <summary>What is to be done for a PVC.</summary>
    internal static IEnumerable<Change> ChangesFor(Asked asked, PlanningContext context)
    {
        if (OptOut.JobsOf(asked, context) is { } jobs) return OptOut.Changes(asked.Claim, jobs, context);
        if (asked.Claim.Exemption is not null) return [];
        // A mistake must not cost the backups, and a PVC on its way out gets nothing new: but its job is kept if it is to be archived.
        if (!asked.Evaluation.Valid) return [];
        if (asked.Claim.Claim.Deleting) return ArchiveSteps.KeepJob(asked.Claim, context) is { } keep ? [keep] : [];
        return asked.JobName is { } name ? OptIn.Changes(asked.Claim, name, asked.Jobs, context) : [];
    }

    // The jobs that are no PVC's any more.
    private static IReadOnlyList<RecurringJob> Ownerless(IReadOnlyList<RecurringJob> jobs, ClusterState state)
    {
        foreach (var job in jobs)
            if (!state.MayHaveOwner(job)) return [.. jobs.Where(candidate => !state.MayHaveOwner(candidate))];
        return [];
    }

    // The job it asks for by now, or, for as long as that isn't there, the one it had before.
    private static RecurringJob? ProtectingJob(IReadOnlyList<RecurringJob> jobs, string wanted)
    {
        RecurringJob? protecting = null;
        foreach (var job in jobs)
            if (!job.Deleting && (protecting is null || job.Key.Name == wanted)) protecting = job;
        return protecting;
    }

    private static ClaimPlan Unknown(ObjectKey source, ClusterState state, Exception bug)
    {
        var claims = state.ClaimsOf(source).Where(claim => claim.Scope == Scope.Longhorn).Select(claim => claim.Claim.Key).ToList();
        var job = state.JobsOf(source).FirstOrDefault(job => !job.Deleting)?.Key.Name;
        return new ClaimPlan(source)
        {
            Statuses = [.. claims.Select(claim => new ClaimStatus(claim, job, []))],
            Protections = [.. claims.Select(claim => new ProtectionStatus(claim, job, ReasonedState.For(ProtectionReason.PlanningFailed)))],
            Failure = bug,
        };
    }
}

/// <summary>A PVC, and what follows from its labels.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Evaluation">What it asks for, and what is wrong with it.</param>
/// <param name="JobName">The name of the job that it has or gets; null where it asks for none.</param>
/// <param name="Jobs">Its own jobs.</param>
internal readonly record struct Asked(ResolvedClaim Claim, Evaluation Evaluation, string? JobName, IReadOnlyList<RecurringJob> Jobs);
