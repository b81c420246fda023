using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace WebhookController.Core.Objects;

/// <summary>A few keys in order, immutable: one takes no memory of its own, and ten thousand are found and changed in logarithmic time.</summary>
public readonly struct KeySet : IReadOnlyCollection<ObjectKey>, IEquatable<KeySet>
{
    private readonly ObjectKey _only;
    private readonly ImmutableSortedSet<ObjectKey>? _many;

    private KeySet(ObjectKey only) => _only = only;

    private KeySet(ImmutableSortedSet<ObjectKey> many) => _many = many;

    /// <inheritdoc />
    public int Count => _many?.Count ?? (_only.Name is null ? 0 : 1);

    /// <summary>The smallest key; null where there is none.</summary>
    public ObjectKey? First => _many is not null ? _many[0] : _only.Name is null ? null : _only;

    /// <summary>The keys as an enumerable that costs no boxing in a <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Whether <paramref name="key"/> is among them.</summary>
    public bool Contains(ObjectKey key) => _many?.Contains(key) ?? (_only.Name is not null && _only == key);

    /// <summary>The smallest key that isn't <paramref name="key"/>; null where there is none.</summary>
    public ObjectKey? FirstOtherThan(ObjectKey key) => (First, Count) switch
    {
        (null, _) => null,
        ({ } first, _) when first != key => first,
        (_, > 1) => _many![1],
        _ => null,
    };

    /// <summary>These keys and <paramref name="key"/>.</summary>
    public KeySet Add(ObjectKey key) => Count switch
    {
        0 => new(key),
        1 => key == First ? this : new([First!.Value, key]),
        _ => new(_many!.Add(key)),
    };

    /// <summary>These keys without <paramref name="key"/>.</summary>
    public KeySet Remove(ObjectKey key) => Count switch
    {
        0 => this,
        1 => key == First ? default : this,
        _ => _many!.Remove(key) is { Count: > 1 } rest ? new(rest) : new(_many!.Remove(key)[0]),
    };

    /// <inheritdoc />
    public bool Equals(KeySet other) => Count == other.Count && this.SequenceEqual(other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is KeySet other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Count, First);

    /// <summary>Whether both hold the same keys.</summary>
    public static bool operator ==(KeySet left, KeySet right) => left.Equals(right);

    /// <summary>Whether they hold different keys.</summary>
    public static bool operator !=(KeySet left, KeySet right) => !left.Equals(right);

    IEnumerator<ObjectKey> IEnumerable<ObjectKey>.GetEnumerator() => Enumerate().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Enumerate().GetEnumerator();

    private IEnumerable<ObjectKey> Enumerate()
    {
        foreach (var key in this) yield return key;
    }

    /// <summary>Walks the keys in order.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "What foreach looks for.")]
    [SuppressMessage("Performance", "CA1815", Justification = "Nobody compares enumerators.")]
    public struct Enumerator
    {
        private readonly KeySet _set;
        private int _at;

        internal Enumerator(KeySet set) => (_set, _at) = (set, -1);

        /// <summary>The key at hand.</summary>
        public readonly ObjectKey Current => _set._many?[_at] ?? _set._only;

        /// <summary>Goes to the next key.</summary>
        public bool MoveNext() => ++_at < _set.Count;
    }
}
