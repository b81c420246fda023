using Prometheus;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Observability;

// A gauge whose series say that something is so: each exists, and is 1, for as long as it is. They are kept by the PVC that they follow from.
internal sealed class PresenceGauge(Gauge gauge, Func<ClaimPlan, IEnumerable<string[]>> factsOf)
{
    private readonly Dictionary<ObjectKey, string[][]> _published = [];

    public void Publish(PlanDelta delta)
    {
        if (delta.Full) RemoveGone(delta);
        foreach (var change in delta.Changes) Publish(change.Source, change.After is null ? [] : [.. factsOf(change.After)]);
    }

    private void Publish(ObjectKey source, string[][] facts)
    {
        var before = _published.GetValueOrDefault(source);
        if (before is null && facts.Length == 0) return;
        foreach (var fact in before ?? [])
            if (!Contains(facts, fact)) gauge.RemoveLabelled(fact);
        foreach (var fact in facts)
            if (before is null || !Contains(before, fact)) gauge.WithLabels(fact).Set(1);
        if (facts.Length > 0) _published[source] = facts;
        else _published.Remove(source);
    }

    private void RemoveGone(PlanDelta delta)
    {
        var there = delta.Changes.Select(change => change.Source).ToHashSet();
        foreach (var source in _published.Keys.Where(source => !there.Contains(source)).ToList()) Publish(source, []);
    }

    private static bool Contains(string[][] facts, string[] fact) => Array.Exists(facts, other => other.AsSpan().SequenceEqual(fact));
}
