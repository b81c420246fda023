using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

/// <summary>Compares the whole cluster with what its labels ask for, PVC by PVC. The plan is in the order of names, whatever the order in which
/// things were read.</summary>
public static class Planner
{
    /// <summary>Plans for <paramref name="state"/> from nothing: a full pass, which every incremental one must agree with.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="defaults">The defaults in force.</param>
    /// <param name="now">The time, for archives: their retries and their last days, and for schedules.</param>
    /// <param name="deletedLately">How many jobs were deleted a short while ago.</param>
    /// <param name="loweredLately">The jobs that keep fewer backups since a short while ago, and how many they keep.</param>
    public static Plan Plan(
        ClusterState state, EffectiveDefaults defaults, DateTimeOffset now, int deletedLately = 0, IReadOnlyDictionary<string, int>? loweredLately = null)
    {
        var planner = new IncrementalPlanner();
        planner.Pass(state, defaults, now, Affected.Everything(), deletedLately, loweredLately);
        return planner.Plan;
    }
}

/// <summary>Puts the plans of all PVCs together.</summary>
internal static class PlanOfAll
{
    public static Plan Of(IEnumerable<ClaimPlan> plans, IncrementalPlanner planner)
    {
        var all = plans.OrderBy(plan => plan.Source).ToList();
        var sequences = all.SelectMany(planner.SequencesOf).OrderBy(Rank).ThenBy(Target).ToList();
        return new Plan(
            sequences,
            [.. all.SelectMany(plan => plan.Statuses).OrderBy(status => status.Claim)],
            [.. all.SelectMany(plan => plan.Orphans)],
            planner.Held)
        {
            Agreed = planner.Agreed,
            Blocked = [.. all.SelectMany(plan => plan.Blocked)],
            HeldRetention = planner.HeldRetention,
            AgreedRetention = planner.AgreedRetention,
            KeepSettings = planner.KeepSettings,
            Protections = [.. all.SelectMany(plan => plan.Protections).OrderBy(status => status.Claim)],
            Archives = [.. all.SelectMany(plan => plan.Archives).OrderBy(archive => archive.Job, StringComparer.Ordinal)],
            Untracked = planner.Untracked,
            Targets = planner.Targets,
            Partial = planner.Partial,
        };
    }

    /// <summary>Deletions in the order in which they are reported: of PVCs that are there, then of those that are gone.</summary>
    public static IReadOnlyList<DeleteJob> InOrder(IEnumerable<DeleteJob> deletions) =>
        [.. deletions.OrderBy(deletion => deletion.Reason == DeletionReason.ClaimGone).ThenBy(deletion => deletion.Reason == DeletionReason.ClaimGone ? deletion.Target : deletion.Source)];

    private static int Rank(ChangeSequence sequence) => sequence.Changes[0] switch
    {
        DeleteJob { Reason: DeletionReason.ClaimGone } => 1,
        _ => 0,
    };

    private static ObjectKey Target(ChangeSequence sequence) => Rank(sequence) == 0 ? sequence.Claim : sequence.Changes[0].Target;
}
