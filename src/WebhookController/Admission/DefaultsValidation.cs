using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;

namespace WebhookController.Admission;

// Parses the ConfigMap of defaults as the reconciler does, and denies only new mistakes.
internal sealed class DefaultsValidation(ClusterCache cache, string ownNamespace)
{
    private static readonly Verdict KeptUntilRestart = new([],
    [
        "its values stay in effect until the controllers restart without it; then jobs change to",
        $"{BuiltIn()}, and Longhorn deletes the backups beyond that",
    ]);

    private static readonly Verdict TooLarge = Verdict.Denied(new Violation(
        Condition.UnknownLabel, DefaultsParser.ConfigMapName, $"more than {LabelParser.UnknownNamed} keys",
        $"use only {string.Join(", ", LabelTable.WithDefaults.Select(row => row.Name))}"));

    public Verdict Review(AdmissionRequest request)
    {
        var isOurs = request.Name == DefaultsParser.ConfigMapName && request.Namespace == ownNamespace;
        if (!isOurs) return Verdict.Untouched;
        if (request.Operation == Operation.Delete) return KeptUntilRestart;

        var after = request.ToConfigMap(request.After!);
        if (after.Deleting) return Verdict.Allowed;
        if (IsTooLarge(request.After)) return IsTooLarge(request.Before) ? Verdict.Allowed : TooLarge;
        var limits = cache.State.Limits;
        var now = DefaultsParser.Parse(after.Data, limits).Violations;
        if (now.Count == 0) return Verdict.Allowed;

        var before = MistakesOf(request, limits);
        var introduced = now.Where(violation => !before.Any(violation.IsSameMistakeAs)).ToList();
        return new Verdict(introduced, Warnings(now.Count - introduced.Count)) { Subject = "backup defaults" };
    }

    private static IReadOnlyList<Violation> MistakesOf(AdmissionRequest request, Limits limits) =>
        request is { Operation: Operation.Update, Before: { } before }
            ? DefaultsParser.Parse(request.ToConfigMap(before).Data, limits).Violations
            : [];

    // As with labels, beyond that mistakes are no longer distinguished.
    private static bool IsTooLarge(ReviewedObject? reviewed) => reviewed?.Data is { } data && data.Count + data.Skipped > LabelParser.UnknownNamed;

    private static string BuiltIn() => string.Join(", ", LabelTable.WithDefaults.Select(row => $"{row.Name} {row.Default}"));

    private static IReadOnlyList<string> Warnings(int old) =>
        old > 0 ? ["these defaults still contain an earlier mistake: the last valid ones stay in effect"] : [];
}
