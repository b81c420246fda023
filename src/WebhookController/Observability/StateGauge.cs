using Prometheus;
using WebhookController.Core.Objects;
using WebhookController.Core.Status;

namespace WebhookController.Observability;

/// Exactly one series for every PVC, which is 1 and says its state and the reason.
internal sealed class StateGauge(Gauge gauge)
{
    private Dictionary<ObjectKey, ReasonedState> _published = [];

    public static string[] LabelNames { get; } = ["namespace", "pvc", "reason", "state"];

    public void Publish(IReadOnlyList<ProtectionStatus> protections)
    {
        var now = new Dictionary<ObjectKey, ReasonedState>(protections.Count);
        foreach (var protection in protections) now[protection.Claim] = protection.Current;
        foreach (var (claim, standing) in _published)
            if (!now.TryGetValue(claim, out var other) || other != standing) gauge.RemoveLabelled(Labels(claim, standing));
        foreach (var (claim, standing) in now)
            if (!_published.TryGetValue(claim, out var other) || other != standing) gauge.WithLabels(Labels(claim, standing)).Set(1);
        _published = now;
    }

    private static string[] Labels(ObjectKey claim, ReasonedState standing) =>
        [claim.Namespace, claim.Name, standing.ReasonName, standing.State.MetricName()];
}
