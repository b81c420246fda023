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
        foreach (var claim in state.ClaimsOf(source))
        {
            if (claim.Scope != Scope.Longhorn) continue;
            var evaluation = BackupPolicy.Evaluate(claim, state);
            var own = state.JobsOf(claim);
            var protecting = ProtectingJob(claim, own, state);
            statuses = [.. statuses, new ClaimStatus(claim.Claim.Key, protecting?.Key.Name, evaluation.Violations)];
            if (!state.CanPlan) continue;

            var protection = ProtectionEvaluator.Evaluate(claim, evaluation, protecting, own, state, context.Now);
            protections = [.. protections, protection];
            lookAgain = Earliest.Of(lookAgain, protection.ChangesAt, ArchiveSteps.ProgressFor(claim, context)?.ChangesAt);
            Change[] changes = [.. ChangesFor(claim, evaluation, own, context)];
            if (changes.Length > 0) (sequences ??= []).Add(new(claim.Claim.Key, changes));
            if (evaluation.Valid) (retention ??= new(context)).Add(claim, changes, held => [.. ChangesFor(claim, evaluation, own, held)]);
        }
        if (!state.CanPlan) return new ClaimPlan(source) { Statuses = statuses };

        IReadOnlyList<RecurringJob> left = [.. jobs.Where(job => !state.MayHaveOwner(job))];
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

    private static IEnumerable<Change> ChangesFor(
        ResolvedClaim claim, Evaluation evaluation, IReadOnlyList<RecurringJob> jobs, PlanningContext context)
    {
        // A mistake must not cost the backups, and a PVC on its way out gets nothing new: but its job is kept if it is to be archived.
        if (!evaluation.Valid) return [];
        if (claim.Claim.Deleting) return ArchiveSteps.KeepJob(claim, context) is { } keep ? [keep] : [];
        if (!evaluation.Intent.OptedIn) return OptOut.Changes(claim, jobs, context);
        return context.State.JobNameOf(claim) is { } name ? OptIn.Changes(claim, name, jobs, context) : [];
    }

    // The job it asks for by now, or, for as long as that isn't there, the one it had before.
    private static RecurringJob? ProtectingJob(ResolvedClaim claim, IReadOnlyList<RecurringJob> jobs, ClusterState state)
    {
        if (jobs.Count == 0) return null;
        var wanted = state.JobNameOf(claim) ?? claim.Names.Plain;
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
