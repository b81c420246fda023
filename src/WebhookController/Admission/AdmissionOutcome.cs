using WebhookController.Core.Labels;

namespace WebhookController.Admission;

/// One answered request, as it is counted: every part is one of a few values.
internal readonly record struct AdmissionOutcome(
    AdmissionPath Path, Operation Operation, Decision Decision, IReadOnlyList<Violation> Denials, bool DryRun, TimeSpan Duration);

internal interface IAdmissionObserver
{
    void Answered(in AdmissionOutcome outcome);
}

internal sealed class NoAdmissionObserver : IAdmissionObserver
{
    public void Answered(in AdmissionOutcome outcome)
    {
    }
}

internal static class DecisionNames
{
    public static string Name(this Decision decision) => decision switch
    {
        Decision.Untouched => "untouched",
        Decision.Allowed => "allowed",
        Decision.Patched => "patched",
        Decision.Denied => "denied",
        Decision.Refused => "refused",
        Decision.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "a decision without a name"),
    };
}
