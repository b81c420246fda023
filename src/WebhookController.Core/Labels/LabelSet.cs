using System.Collections;

namespace WebhookController.Core.Labels;

/// <summary>A handful of labels (or annotations), equal when their contents are: a sorted array, since ten thousand PVCs carry ten each.</summary>
public sealed class LabelSet : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<LabelSet>
{
    private static readonly Comparer<KeyValuePair<string, string>> ByKey =
        Comparer<KeyValuePair<string, string>>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key));

    private readonly KeyValuePair<string, string>[] _sorted;

    private LabelSet(KeyValuePair<string, string>[] sorted) => _sorted = sorted;

    /// <summary>No labels.</summary>
    public static LabelSet Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _sorted.Length;

    /// <summary>The value of <paramref name="key"/>, or null where it isn't set.</summary>
    public string? this[string key]
    {
        get
        {
            foreach (var (candidate, value) in _sorted)
                if (string.Equals(candidate, key, StringComparison.Ordinal)) return value;
            return null;
        }
    }

    /// <summary>The labels in <paramref name="pairs"/>; of a repeated key the last value counts.</summary>
    public static LabelSet From(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = new List<KeyValuePair<string, string>>();
        foreach (var pair in pairs) Set(sorted, pair);
        return sorted.Count == 0 ? Empty : new LabelSet([.. sorted]);
    }

    /// <summary>The labels given, for a few known ones.</summary>
    public static LabelSet Of(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var sorted = new List<KeyValuePair<string, string>>(pairs.Length);
        foreach (var (key, value) in pairs) Set(sorted, new(key, value));
        return new LabelSet([.. sorted]);
    }

    /// <summary>These labels with <paramref name="changes"/> applied: a null value takes the label off.</summary>
    public LabelSet With(IEnumerable<KeyValuePair<string, string?>> changes)
    {
        var merged = _sorted.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in changes)
        {
            if (value is null) merged.Remove(key);
            else merged[key] = value;
        }
        return From(merged);
    }

    /// <inheritdoc />
    public bool Equals(LabelSet? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.Count != Count) return false;
        // Not SequenceEqual: pairs have no equality of their own, and the one they inherit is slow.
        for (var i = 0; i < _sorted.Length; i++)
            if (_sorted[i].Key != other._sorted[i].Key || _sorted[i].Value != other._sorted[i].Value) return false;
        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in _sorted) { hash.Add(key); hash.Add(value); }
        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _sorted.AsEnumerable().GetEnumerator();

    private static void Set(List<KeyValuePair<string, string>> sorted, KeyValuePair<string, string> pair)
    {
        var at = sorted.BinarySearch(pair, ByKey);
        if (at >= 0) sorted[at] = pair;
        else sorted.Insert(~at, pair);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
