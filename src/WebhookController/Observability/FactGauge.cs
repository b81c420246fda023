using Prometheus;

namespace WebhookController.Observability;

/// A gauge whose series say that something is so: each exists, and is 1, for as long as it is.
internal sealed class FactGauge(Gauge gauge)
{
    private HashSet<(string First, string Second, string Third)> _published = [];

    public void Publish(IEnumerable<(string First, string Second, string Third)> facts)
    {
        var now = facts.ToHashSet();
        foreach (var (first, second, third) in _published)
            if (!now.Contains((first, second, third))) gauge.RemoveLabelled(first, second, third);
        foreach (var (first, second, third) in now)
            if (!_published.Contains((first, second, third))) gauge.WithLabels(first, second, third).Set(1);
        _published = now;
    }
}
