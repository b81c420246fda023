using WebhookController.Core.Cluster;
using WebhookController.Core.Freshness;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;
using WebhookController.Core.Status;

namespace WebhookController.Core.Planning;

/// <summary>Compares the whole cluster with what its labels ask for: a pure function, so that a plan can be printed, filtered and tested,
/// and so that planning again after its own changes plans nothing. It is in the order of names, whatever the order in which things were read.</summary>
public static class Planner
{
    /// <summary>Plans for <paramref name="state"/>. As long as not everything has been read (<see cref="ClusterState.CanPlan"/>) there are
    /// statuses only, and no changes.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="defaults">The defaults in force.</param>
    /// <param name="now">The time, for archives: their retries and their last days, and for schedules.</param>
    /// <param name="seen">What earlier plans saw of backups (<see cref="Planning.Plan.Seen"/>); null where there were none.</param>
    public static Plan Plan(ClusterState state, EffectiveDefaults defaults, DateTimeOffset now, BackupLedger? seen = null)
    {
        var context = new PlanningContext(state, defaults, now, seen ?? BackupLedger.Empty);
        var sequences = new List<ChangeSequence>();
        var statuses = new List<ClaimStatus>();
        var protections = new List<ProtectionStatus>();
        foreach (var claim in state.Claims.Items.Values.OrderBy(claim => claim.Key))
        {
            if (ClaimScope.Of(claim, state) != Scope.Longhorn) continue;
            var evaluation = BackupPolicy.Evaluate(claim, state);
            var job = ProtectingJob(claim, context);
            statuses.Add(new ClaimStatus(claim.Key, job, evaluation.Violations));
            if (state.CanPlan) protections.Add(ProtectionEvaluator.Evaluate(claim, evaluation, job, context));
            var changes = ChangesFor(claim, evaluation, context).ToList();
            if (changes.Count > 0) sequences.Add(new ChangeSequence(claim.Key, changes));
        }
        var departed = DeletedClaims.Deletions(context).ToList();
        sequences.AddRange(departed.Select(deletion => new ChangeSequence(deletion.Source, [deletion])));
        sequences.AddRange(RetainedArchives.Changes(context));

        var orphans = Orphans.Find(context, departed);
        if (!state.CanPlan) return new Plan([], statuses, [], null) { Partial = true, Seen = context.Ledger, Agreed = defaults.Agreed };
        var archives = ArchiveStatuses.Of(context);
        var plan = new Plan(sequences, statuses, orphans, null)
        {
            Archives = archives,
            Protections = protections,
            Untracked = UntrackedBackups.Of(context, archives),
            Targets = Targets(state),
            Seen = context.Ledger,
        };
        return MassDeletion.Hold(plan, context);
    }

    private static IEnumerable<Change> ChangesFor(Claim claim, Evaluation evaluation, PlanningContext context)
    {
        // A mistake must not cost the backups, and a PVC on its way out gets nothing new: but its job is kept if it is to be archived.
        if (!evaluation.Valid) return [];
        if (claim.Deleting) return ArchiveSteps.KeepJob(claim, evaluation.Intent, context) is { } keep ? [keep] : [];
        return evaluation.Intent.OptedIn
            ? OptIn.Changes(claim, evaluation.Intent, context)
            : OptOut.Changes(claim, context);
    }

    private static IReadOnlyList<TargetStatus> Targets(ClusterState state) =>
    [
        // What can't be read any more may be otherwise by now.
        .. state.Longhorn.Targets.Items.Values.Where(target => state.Longhorn.Targets.Synced && target is { HasUrl: true, Available: not null }).OrderBy(target => target.Key)
            .Select(target => new TargetStatus(target.Key.Name, target.Available is true)),
    ];

    // The job it asks for by now, or, for as long as that isn't there, the one it had before.
    private static string? ProtectingJob(Claim claim, PlanningContext context)
    {
        var wanted = claim.Labels[context.Keys.Name] is { } name ? JobName.For(claim.Key.Namespace, name) : null;
        string? protecting = null;
        foreach (var job in context.JobsOf(claim.Key))
            if (!job.Deleting && (protecting is null || job.Key.Name == wanted)) protecting = job.Key.Name;
        return protecting;
    }
}
