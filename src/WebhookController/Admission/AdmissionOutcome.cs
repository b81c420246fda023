using WebhookController.Core.Parsing;

namespace WebhookController.Admission;

// One answered request for the metrics: each label has a closed set of values.
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
