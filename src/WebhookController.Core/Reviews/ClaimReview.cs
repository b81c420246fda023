using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Reviews;

/// <summary>What admission says to a change of a PVC.</summary>
/// <param name="Denials">The violations for which the change is refused; empty where it is allowed.</param>
/// <param name="Warnings">What the user should know, a line each.</param>
public sealed record Review(IReadOnlyList<Violation> Denials, IReadOnlyList<string> Warnings)
{
    /// <summary>Allowed, with nothing to say.</summary>
    public static Review Allowed { get; } = new([], []);
}

/// <summary>Decides on a PVC that is being created or changed.</summary>
public static class ClaimReview
{
    /// <summary>Refuses every mistake that the change introduces, all at once. An old mistake never blocks a resize, a
    /// binding or a finalizer, a PVC that is being deleted is always let through, and one that isn't Longhorn's is only warned.</summary>
    public static Review Of(ClaimChange change)
    {
        if (change.After.Deleting || !change.TouchesLabels) return Review.Allowed;
        var denials = change.Scope == Scope.NotLonghorn ? [] : Introduced(change);
        // What would happen is of no interest where it won't.
        return new Review(denials, denials.Count > 0 ? [] : ClaimWarnings.For(change));
    }

    private static List<Violation> Introduced(ClaimChange change)
    {
        var now = BackupPolicy.Evaluate(change.Resolved, change.State).Violations;
        if (now.Count == 0) return [];
        var before = change.WasResolved is null ? [] : BackupPolicy.Evaluate(change.WasResolved, change.State).Violations;
        return [.. now.Where(violation => !IsOnlyWarnedOf(violation) && !before.Any(violation.IsSameMistakeAs))];
    }

    // A PVC without labels comes from somebody who doesn't know of us: it raises an alert, but isn't refused.
    private static bool IsOnlyWarnedOf(Violation violation) => violation.Condition == Condition.MissingEnabledLabel;
}
