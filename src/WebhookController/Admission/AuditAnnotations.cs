using System.Collections.Frozen;
using WebhookController.Core.Labels;

namespace WebhookController.Admission;

// The API server writes these to its audit log and puts the webhook's name before the keys.
internal static class AuditAnnotations
{
    private const string DecisionKey = "decision";
    private const string ReasonKey = "reason";

    private static readonly FrozenDictionary<Decision, IReadOnlyDictionary<string, string>> WithoutReason =
        Enum.GetValues<Decision>().ToFrozenDictionary(
            decision => decision,
            decision => (IReadOnlyDictionary<string, string>)new Dictionary<string, string> { [DecisionKey] = decision.Name() });

    public static IReadOnlyDictionary<string, string> Of(Verdict verdict) => ReasonOf(verdict) is { Length: > 0 } reason
        ? new Dictionary<string, string> { [DecisionKey] = verdict.Decision.Name(), [ReasonKey] = reason }
        : WithoutReason[verdict.Decision];

    // Conditions are a closed set, and a patch sets one annotation, so both stay short.
    private static string ReasonOf(Verdict verdict) => verdict.Decision switch
    {
        Decision.Denied => Conditions(verdict),
        Decision.Patched => string.Join(',', verdict.Patched),
        _ => "",
    };

    public static string Conditions(Verdict verdict) => string.Join(',', verdict.Denials.Select(denial => denial.Condition.MetricName()).Distinct());
}
