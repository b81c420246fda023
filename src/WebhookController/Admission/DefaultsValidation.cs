using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Reviews;

namespace WebhookController.Admission;

// Parses the ConfigMap of defaults as the reconciler does, and denies only new mistakes.
internal sealed class DefaultsValidation(ClusterCache cache, string ownNamespace, TimeProvider clock)
{
    private static readonly Verdict Gone = new([],
    [
        "existing jobs keep their settings until there is such a ConfigMap again; new ones get",
        BuiltIn(),
    ]);

    private static readonly Verdict TooLarge = Verdict.Denied(DefaultsReview.TooLarge);

    public Verdict Review(AdmissionRequest request)
    {
        var isOurs = request.Name == DefaultsParser.ConfigMapName && request.Namespace == ownNamespace;
        if (!isOurs) return Verdict.Untouched;
        if (request.Operation == Operation.Delete) return Gone;

        var after = request.ToConfigMap(request.After!);
        if (after.Deleting) return Verdict.Allowed;
        if (IsTooLarge(request.After)) return IsTooLarge(request.Before) ? Verdict.Allowed : TooLarge;
        var state = cache.State;
        var before = request is { Operation: Operation.Update, Before: { } old } ? request.ToConfigMap(old) : null;
        var now = DefaultsReview.MistakesOf(after.Data, state.Limits);
        if (now.Count == 0) return Allowed(before, after, state);

        var mistakesBefore = before is null ? [] : DefaultsReview.MistakesOf(before.Data, state.Limits);
        var introduced = now.Where(violation => !mistakesBefore.Any(violation.IsSameMistakeAs)).ToList();
        return new Verdict(introduced, Warnings(now.Count - introduced.Count)) { Subject = "backup defaults" };
    }

    // In the words of the planner: what is announced is what it would do.
    private Verdict Allowed(ConfigMap? before, ConfigMap after, ClusterState state)
    {
        if (before?.Data.Equals(after.Data) is true) return Verdict.Allowed;
        return LayerEffects.OfConfigMap(state, EffectiveDefaults.After(null, after), clock.GetUtcNow()) is { Count: > 0 } warnings
            ? new Verdict([], warnings)
            : Verdict.Allowed;
    }

    // As with labels, beyond that mistakes are no longer distinguished.
    private static bool IsTooLarge(ReviewedObject? reviewed) => reviewed?.Data is { } data && DefaultsReview.IsTooLarge(data.Count + data.Skipped);

    private static string BuiltIn() => string.Join(", ", LabelTable.WithDefaults.Select(row => $"{row.Name} {row.Default}"));

    private static IReadOnlyList<string> Warnings(int old) =>
        old > 0 ? ["these defaults still contain an earlier mistake: the last valid ones stay in effect"] : [];
}
