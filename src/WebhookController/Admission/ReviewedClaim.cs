using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

// The PVC of a CREATE or UPDATE, before and after it.
internal readonly record struct ReviewedClaim(Claim? Before, Claim After)
{
    public static ReviewedClaim In(AdmissionRequest request, LabelKeys keys) => new(
        request is { Operation: Operation.Update, Before: { } before } ? request.ToClaim(before, keys) : null,
        request.ToClaim(request.After!, keys));

    public ClaimChange ChangeIn(ClusterState state, TimeProvider clock) =>
        new(Before, After, state, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
}

// The API server allows megabytes of labels on a PVC. Nobody means that, and reviewing them one by one would take seconds.
internal static class LabelSizeLimit
{
    private const int MaxCharacters = 8 * 1024;

    public static bool IsExceededBy(LabelSet? labels)
    {
        if (labels is null) return false;
        var characters = 0;
        foreach (var (key, value) in labels) characters += key.Length + value.Length;
        return characters > MaxCharacters;
    }

    public static Violation Violation(LabelSet labels, LabelKeys keys) =>
        new(Condition.UnknownLabel, $"{keys.Prefix}*", $"{labels.Count} labels",
            $"use only {string.Join(", ", LabelTable.All.Select(row => row.Name))}");
}
