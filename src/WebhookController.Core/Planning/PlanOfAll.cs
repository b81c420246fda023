using WebhookController.Core.Objects;

namespace WebhookController.Core.Planning;

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
