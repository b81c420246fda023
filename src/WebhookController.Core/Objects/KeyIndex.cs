using System.Collections.Immutable;

namespace WebhookController.Core.Objects;

/// <summary>Finds objects by a value that they have in common, such as PVCs by the volume they are on. Immutable; a change shares all that
/// stays.</summary>
public sealed class KeyIndex<T> where T : notnull
{
    private readonly ImmutableDictionary<T, KeySet> _keys;

    private KeyIndex(ImmutableDictionary<T, KeySet> keys) => _keys = keys;

    /// <summary>No object at all.</summary>
    public static KeyIndex<T> Empty { get; } = new(ImmutableDictionary<T, KeySet>.Empty);

    /// <summary>Every value that some object has.</summary>
    public IEnumerable<T> Values => _keys.Keys;

    /// <summary>The objects that have <paramref name="value"/>.</summary>
    public KeySet Of(T value) => _keys.GetValueOrDefault(value);

    /// <summary>Whether some object has <paramref name="value"/>.</summary>
    public bool Contains(T value) => _keys.ContainsKey(value);

    /// <summary>Begins a change of any number of objects.</summary>
    public Builder Change() => new(this);

    /// <summary>A change that is being made; nobody else sees it.</summary>
    public sealed class Builder
    {
        private readonly KeyIndex<T> _before;
        private ImmutableDictionary<T, KeySet>.Builder? _keys;

        internal Builder(KeyIndex<T> before) => _before = before;

        /// <summary>Says that <paramref name="key"/> has <paramref name="value"/> from now on.</summary>
        public void Add(T value, ObjectKey key)
        {
            _keys ??= _before._keys.ToBuilder();
            _keys[value] = _keys.GetValueOrDefault(value).Add(key);
        }

        /// <summary>Says that <paramref name="key"/> no longer has <paramref name="value"/>.</summary>
        public void Remove(T value, ObjectKey key)
        {
            _keys ??= _before._keys.ToBuilder();
            var rest = _keys.GetValueOrDefault(value).Remove(key);
            if (rest.Count == 0) _keys.Remove(value);
            else _keys[value] = rest;
        }

        /// <summary>The index after the change; the one before where nothing changed.</summary>
        public KeyIndex<T> Done() => _keys is null ? _before : new(_keys.ToImmutable());
    }
}

/// <summary>What is said of values that may be missing.</summary>
public static class KeyIndexBuilders
{
    /// <summary>Moves <paramref name="key"/> from one value to another; null means none.</summary>
    public static void Move<T>(this KeyIndex<T>.Builder index, T? before, T? after, ObjectKey key) where T : class
    {
        if (Equals(before, after)) return;
        if (before is not null) index.Remove(before, key);
        if (after is not null) index.Add(after, key);
    }

    /// <summary>Moves <paramref name="key"/> from one value to another; null means none.</summary>
    public static void Move<T>(this KeyIndex<T>.Builder index, T? before, T? after, ObjectKey key) where T : struct
    {
        if (Equals(before, after)) return;
        if (before is { } old) index.Remove(old, key);
        if (after is { } now) index.Add(now, key);
    }
}
