using System.Collections.Immutable;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>What the objects of one kind say as layers of defaults, kept up to date with each event. It remembers what each said last without a
/// mistake.</summary>
public sealed class LayerIndex
{
    private readonly ImmutableDictionary<string, Layer> _speaking;

    private LayerIndex(ImmutableDictionary<string, Layer> speaking) => _speaking = speaking;

    /// <summary>Nobody says anything.</summary>
    public static LayerIndex Empty { get; } = new(ImmutableDictionary.Create<string, Layer>(StringComparer.Ordinal));

    /// <summary>The layers that have a mistake, or could never be read, by the names of their objects.</summary>
    public IEnumerable<KeyValuePair<string, Layer>> WithMistakes =>
        _speaking.Where(layer => layer.Value.Violations.Count > 0 || !layer.Value.IsEnabledKnown).OrderBy(layer => layer.Key, StringComparer.Ordinal);

    /// <summary>What the object of this name says.</summary>
    public Layer Of(string name) => _speaking.GetValueOrDefault(name, Layer.Silent);

    internal LayerIndex After<T>(ObjectSet<T> before, ObjectSet<T> after, IEnumerable<ObjectKey> changed, Func<T, LabelSet> labelsOf, LabelKeys keys)
        where T : ClusterObject
    {
        var speaking = _speaking.ToBuilder();
        foreach (var key in changed)
        {
            if (after[key] is { } item)
            {
                var last = speaking.GetValueOrDefault(key.Name) ?? (before[key] is null ? null : Layer.Silent);
                var layer = Layer.After(last, labelsOf(item), keys);
                if (ReferenceEquals(layer, Layer.Silent)) speaking.Remove(key.Name);
                else speaking[key.Name] = layer;
            }
            else if (!after.Unknown.Contains(key)) speaking.Remove(key.Name);
            // One that can't be read any more goes on saying what it said last, nothing included.
            else speaking.TryAdd(key.Name, before[key] is null ? Layer.Unknown : Layer.Silent);
        }
        return new(speaking.ToImmutable());
    }
}
