using System.Collections;

namespace WebhookController.Core.Labels;

/// <summary>A handful of labels (or annotations), equal when their contents are: a sorted array, since ten thousand PVCs carry ten each.</summary>
public sealed class LabelSet : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<LabelSet>
{
    // Up to here looking at each is faster, and so is sorting by insertion.
    private const int Few = 16;

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
            if (_sorted.Length > Few) return Find(key);
            foreach (var (candidate, value) in _sorted)
                if (string.Equals(candidate, key, StringComparison.Ordinal)) return value;
            return null;
        }
    }

    /// <summary>The labels in <paramref name="pairs"/>; of a repeated key the last value counts.</summary>
    public static LabelSet From(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var unsorted = pairs.ToArray();
        return unsorted.Length == 0 ? Empty : new LabelSet(Sorted(unsorted));
    }

    /// <summary>The labels given, for a few known ones.</summary>
    public static LabelSet Of(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var unsorted = new KeyValuePair<string, string>[pairs.Length];
        for (var i = 0; i < pairs.Length; i++) unsorted[i] = new(pairs[i].Key, pairs[i].Value);
        return new LabelSet(Sorted(unsorted));
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

    private string? Find(string key)
    {
        var (low, high) = (0, _sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_sorted[middle].Key, key);
            if (order == 0) return _sorted[middle].Value;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    // Both ways keep the order of equal keys, so that the last of them can count.
    private static KeyValuePair<string, string>[] Sorted(KeyValuePair<string, string>[] pairs)
    {
        if (pairs.Length > Few) pairs = [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        else SortFew(pairs);
        var kept = 0;
        for (var i = 0; i < pairs.Length; i++)
            if (i + 1 == pairs.Length || pairs[i].Key != pairs[i + 1].Key) pairs[kept++] = pairs[i];
        return kept == pairs.Length ? pairs : pairs[..kept];
    }

    private static void SortFew(KeyValuePair<string, string>[] pairs)
    {
        for (var i = 1; i < pairs.Length; i++)
        {
            var (pair, at) = (pairs[i], i);
            for (; at > 0 && string.CompareOrdinal(pairs[at - 1].Key, pair.Key) > 0; at--) pairs[at] = pairs[at - 1];
            pairs[at] = pair;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
