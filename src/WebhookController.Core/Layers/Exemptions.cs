using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Layers;

/// <summary>What kind of rule says that a PVC is of no concern.</summary>
public enum ExemptionKind
{
    /// <summary>The list of namespaces.</summary>
    Namespace,

    /// <summary>A label selector.</summary>
    Selector,

    /// <summary>It is temporary by construction.</summary>
    Temporary,
}

/// <summary>Which rule says that a PVC is of no concern.</summary>
/// <param name="Kind">What kind of rule it is.</param>
/// <param name="Rule">The namespace, the selector, or what the PVC is.</param>
public sealed record Exemption(ExemptionKind Kind, string Rule)
{
    internal static readonly Exemption Prime = new(ExemptionKind.Temporary, "CDI's prime PVC");
    internal static readonly Exemption Scratch = new(ExemptionKind.Temporary, "scratch PVC of a Pod");

    /// <summary>The rule in words.</summary>
    public override string ToString() => Kind switch
    {
        ExemptionKind.Namespace => $"namespace {Rule}",
        ExemptionKind.Selector => $"selector {Rule}",
        _ => Rule,
    };
}

/// <summary>Which PVCs are of no concern: nothing is made for them and nothing is wrong with them. A job that such a PVC has
/// goes, as if a layer had opted the PVC out; unless the PVC asks for backups itself: then it is left as it is.</summary>
public sealed class Exemptions
{
    private readonly Dictionary<string, Exemption> _namespaces;
    private readonly IReadOnlyList<(LabelSelector Selector, Exemption Exemption)> _selectors;
    private readonly HashSet<string> _selected;

    /// <summary>PVCs of these namespaces, and those that one of these selectors selects.</summary>
    public Exemptions(IEnumerable<string> namespaces, IEnumerable<LabelSelector> selectors)
    {
        _namespaces = namespaces.Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => new Exemption(ExemptionKind.Namespace, name), StringComparer.Ordinal);
        _selectors = [.. selectors.Select(selector => (selector, new Exemption(ExemptionKind.Selector, selector.Text)))];
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
        // Its labels are copies of those of the PVC that it is made for.
        if (TemporaryClaims.IsPrime(claim)) return Exemption.Prime;
        if (speaks) return null;
        if (TemporaryClaims.IsScratch(claim)) return Exemption.Scratch;
        foreach (var (selector, its) in _selectors)
            if (selector.Matches(claim.SelectedLabels)) return its;
        return null;
    }
}
