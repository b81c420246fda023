using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Layers;

/// <summary>Which rule says that a PVC is of no concern.</summary>
/// <param name="BySelector">Whether a selector says so, and not the list of namespaces.</param>
/// <param name="Rule">The selector, or the namespace.</param>
public sealed record Exemption(bool BySelector, string Rule)
{
    /// <summary>The rule in words.</summary>
    public override string ToString() => BySelector ? $"selector {Rule}" : $"namespace {Rule}";
}

/// <summary>Which PVCs are of no concern: nothing is made for them and nothing is wrong with them. A job that such a PVC has is left as it is.</summary>
public sealed class Exemptions
{
    private readonly Dictionary<string, Exemption> _namespaces;
    private readonly IReadOnlyList<(LabelSelector Selector, Exemption Exemption)> _selectors;
    private readonly HashSet<string> _selected;

    /// <summary>PVCs of these namespaces, and those that one of these selectors selects.</summary>
    public Exemptions(IEnumerable<string> namespaces, IEnumerable<LabelSelector> selectors)
    {
        _namespaces = namespaces.Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => new Exemption(false, name), StringComparer.Ordinal);
        _selectors = [.. selectors.Select(selector => (selector, new Exemption(true, selector.Text)))];
        _selected = _selectors.SelectMany(item => item.Selector.Keys).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Nobody is exempt.</summary>
    public static Exemptions None { get; } = new([], []);

    /// <summary>Whether a selector looks at the label <paramref name="key"/>.</summary>
    public bool LooksAt(string key) => _selected.Contains(key);

    /// <summary>Why <paramref name="claim"/> is exempt; null where it isn't.</summary>
    /// <param name="claim">The PVC.</param>
    /// <param name="speaks">Whether it has a label <c>enabled</c> of its own, which beats every selector.</param>
    public Exemption? Of(Claim claim, bool speaks)
    {
        if (_namespaces.TryGetValue(claim.Key.Namespace, out var exemption)) return exemption;
        if (speaks) return null;
        foreach (var (selector, its) in _selectors)
            if (selector.Matches(claim.SelectedLabels)) return its;
        return null;
    }
}
