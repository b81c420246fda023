using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Kubernetes.Cache;

namespace WebhookController.Admission;

/// Validating admission of the ConfigMap of defaults: read by the reconciler's own parser, refused for new mistakes only.
internal sealed class DefaultsValidation(ClusterCache cache, string ownNamespace)
{
    private static readonly Verdict OutlivedUntilRestart = new([],
    [
        "what it says stays in force until the controllers restart without it; then jobs go back to",
        $"{BuiltIn()}, and Longhorn deletes what is beyond",
    ]);

    public Verdict Review(AdmissionRequest request)
    {
        var isOurs = request.Name == DefaultsParser.ConfigMapName && request.Namespace == ownNamespace;
        if (!isOurs) return Verdict.Untouched;
        if (request.Operation == Operation.Delete) return OutlivedUntilRestart;

        var after = request.ToConfigMap(request.After!);
        if (after.Deleting) return Verdict.Allowed;
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

    private static string BuiltIn() => string.Join(", ", LabelTable.WithDefaults.Select(row => $"{row.Name} {row.Default}"));

    private static IReadOnlyList<string> Warnings(int old) =>
        old > 0 ? ["these defaults still hold a mistake from before: the last good ones stay in force"] : [];
}
