using System.Collections.Immutable;

namespace WebhookController.Core.Objects;

/// <summary>The objects of one kind as last read, as an immutable value: every change makes a new one, so a reader is never disturbed.
/// An object that exists but can't be read is <see cref="Unknown"/>, never absent.</summary>
public sealed record ObjectSet<T> where T : ClusterObject
{
    /// <summary>Nothing read yet.</summary>
    public static ObjectSet<T> Unread { get; } = new();

    /// <summary>The readable objects.</summary>
    public ImmutableDictionary<ObjectKey, T> Items { get; private init; } = ImmutableDictionary<ObjectKey, T>.Empty;

    /// <summary>Objects that exist but couldn't be read.</summary>
    public ImmutableHashSet<ObjectKey> Unknown { get; private init; } = [];

    /// <summary>Whether the whole kind has been listed, and can still be.</summary>
    public bool Synced { get; private init; }

    /// <summary>Why the kind can't be read; null where it can, or hasn't been tried yet.</summary>
    public string? Problem { get; private init; }

    // Objects we deleted whose DELETED event is still under way: an older event must not bring them back.
    private ImmutableHashSet<string> Forgotten { get; init; } = [];

    // How far the watch has come: what it has shown so far is what the set holds.
    private string Watched { get; init; } = "0";

    /// <summary>The object, or null where it is absent or unknown.</summary>
    public T? this[ObjectKey key] => Items.GetValueOrDefault(key);

    /// <summary>The object of a cluster-scoped kind, or null where it is absent or unknown.</summary>
    public T? this[string name] => this[ObjectKey.ClusterScoped(name)];

    /// <summary>Whether it is certain that there is no such object.</summary>
    public bool IsAbsent(ObjectKey key) => Synced && !Items.ContainsKey(key) && !Unknown.Contains(key);

    /// <summary>Whether there is, or may be, such an object: until the kind has been listed, that can't be excluded.</summary>
    public bool MayExist(ObjectKey key) => !IsAbsent(key);

    /// <summary>The set after the watch showed an object. An older version than the one at hand changes nothing, be it of this object or of an
    /// earlier one of the same name: the answer to a write comes back sooner than its watch event.</summary>
    public ObjectSet<T> Put(T item) => (this with { Watched = ResourceVersion.Later(Watched, item.ResourceVersion) }).Set(item);

    /// <summary>The set after a write was answered with the object as it then was. An answer that the watch has overtaken changes nothing: the
    /// object may be gone already.</summary>
    public ObjectSet<T> PutAnswer(T item) => ResourceVersion.IsOlder(Watched, item.ResourceVersion) ? Set(item) : this;

    private ObjectSet<T> Set(T item)
    {
        if (Forgotten.Contains(item.Uid)) return this;
        if (Items.TryGetValue(item.Key, out var known) && ResourceVersion.IsOlder(item.ResourceVersion, known.ResourceVersion)) return this;
        return this with { Items = Items.SetItem(item.Key, item), Unknown = Unknown.Remove(item.Key) };
    }

    /// <summary>The set after an object was seen to be gone. The end of an earlier object of the same name (another uid) changes nothing.</summary>
    /// <param name="key">Which object.</param>
    /// <param name="uid">Its uid, where the watch said it.</param>
    /// <param name="resourceVersion">The version of its end, where the watch said it.</param>
    public ObjectSet<T> Remove(ObjectKey key, string? uid, string? resourceVersion = null)
    {
        var watched = resourceVersion is null ? Watched : ResourceVersion.Later(Watched, resourceVersion);
        var forgotten = uid is null ? Forgotten : Forgotten.Remove(uid);
        var recreated = uid is not null && Items.TryGetValue(key, out var known) && known.Uid != uid;
        return recreated
            ? this with { Forgotten = forgotten, Watched = watched }
            : this with { Items = Items.Remove(key), Unknown = Unknown.Remove(key), Forgotten = forgotten, Watched = watched };
    }

    /// <summary>The set after we deleted an object ourselves.</summary>
    public ObjectSet<T> Forget(ObjectKey key, string uid)
    {
        var after = Remove(key, uid);
        return after with { Forgotten = after.Forgotten.Add(uid) };
    }

    /// <summary>The set after an object was seen that can't be read.</summary>
    public ObjectSet<T> MarkUnknown(ObjectKey key) => this with { Items = Items.Remove(key), Unknown = Unknown.Add(key) };

    /// <summary>The set after the kind was listed at <paramref name="listVersion"/>. What we wrote or deleted since stays so: the list
    /// is older. What the watch had shown does not: a list older than that is of a cluster whose data was restored from a backup.</summary>
    public ObjectSet<T> Replace(IEnumerable<T> items, IEnumerable<ObjectKey> unknown, string listVersion)
    {
        var listed = ImmutableDictionary.CreateBuilder<ObjectKey, T>();
        var forgotten = ImmutableHashSet.CreateBuilder<string>();
        foreach (var item in items)
        {
            if (Forgotten.Contains(item.Uid)) forgotten.Add(item.Uid);
            else listed[item.Key] = Items.TryGetValue(item.Key, out var known) && IsSameVersion(known, item) ? known : item;
        }
        foreach (var (key, item) in Items)
            if (ResourceVersion.IsOlder(listVersion, item.ResourceVersion) && ResourceVersion.IsOlder(Watched, item.ResourceVersion)) listed[key] = item;
        return new()
        {
            Items = listed.ToImmutable(),
            Unknown = [.. unknown.Where(key => !listed.ContainsKey(key))],
            Forgotten = forgotten.ToImmutable(),
            Synced = true,
            Watched = listVersion,
        };
    }

    /// <summary>The set when the kind can't be read any more: what was known may be wrong already.</summary>
    public ObjectSet<T> Unavailable(string problem) => this with { Synced = false, Problem = problem };

    /// <summary>The set when it turns out that nothing was missed while the kind couldn't be read.</summary>
    public ObjectSet<T> Resumed() => this with { Synced = true, Problem = null };

    /// <summary>The keys whose object is another value than in <paramref name="before"/>, a mere new resourceVersion included, or that have
    /// become readable or unreadable. Costs a look at every object of both sets.</summary>
    public IEnumerable<ObjectKey> DifferencesFrom(ObjectSet<T> before)
    {
        foreach (var (key, item) in Items)
            if (!ReferenceEquals(before[key], item) || before.Unknown.Contains(key)) yield return key;
        foreach (var key in before.Items.Keys)
            if (!Items.ContainsKey(key)) yield return key;
        foreach (var key in Unknown)
            if (!before.Unknown.Contains(key) && !before.Items.ContainsKey(key)) yield return key;
        foreach (var key in before.Unknown)
            if (!Unknown.Contains(key) && !Items.ContainsKey(key)) yield return key;
    }

    /// <summary>Whether the object of <paramref name="key"/> is the same here and in <paramref name="other"/>, but for its resourceVersion.</summary>
    public bool HasSame(ObjectKey key, ObjectSet<T> other) => (this[key], other[key]) switch
    {
        (null, null) => Unknown.Contains(key) == other.Unknown.Contains(key),
        ({ } one, { } two) => ReferenceEquals(one, two) || one.Equals(two with { ResourceVersion = one.ResourceVersion }),
        _ => false,
    };

    private static bool IsSameVersion(T known, T item) =>
        known.ResourceVersion.Length > 0 && known.ResourceVersion == item.ResourceVersion && known.Uid == item.Uid && known.Equals(item);
}
