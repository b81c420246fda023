using Prometheus;

namespace WebhookController.Observability;

/// What tells the series about a PVC and its job apart; labels in this order.
internal readonly record struct ClaimLabels(string Job, string Namespace, string Pvc);

/// Series with values, one a PVC: each exists for as long as its fact does, and is touched only when that changes.
internal sealed class ClaimSeries<TChild>(Collector<TChild> collector, Action<TChild, double> set)
    where TChild : ChildBase
{
    private readonly Dictionary<ClaimLabels, Entry> _published = [];
    private int _round;

    public static string[] LabelNames { get; } = ["job", "namespace", "pvc"];

    /// Whether a value may only grow: a smaller one then begins its series again.
    public bool Grows { get; init; }

    public void Publish(IEnumerable<(ClaimLabels Labels, double? Value)> facts)
    {
        _round++;
        foreach (var (labels, fact) in facts)
        {
            if (fact is not { } value) continue;
            var entry = _published.TryGetValue(labels, out var known) ? known : Begin(labels);
            if (Grows && value < entry.Value)
            {
                collector.RemoveLabelled(labels.Job, labels.Namespace, labels.Pvc);
                entry = Begin(labels);
            }
            entry.Round = _round;
            if (entry.Value.Equals(value)) continue;
            entry.Value = value;
            set(entry.Series, value);
        }
        foreach (var (labels, entry) in _published)
        {
            if (entry.Round == _round) continue;
            collector.RemoveLabelled(labels.Job, labels.Namespace, labels.Pvc);
            _published.Remove(labels);
        }
    }

    private Entry Begin(ClaimLabels labels) =>
        _published[labels] = new Entry { Series = collector.WithLabels(labels.Job, labels.Namespace, labels.Pvc) };

    private sealed class Entry
    {
        public required TChild Series { get; init; }

        // A series begins at 0, in prometheus-net too.
        public double Value { get; set; }

        public int Round { get; set; }
    }
}
