using System.Collections.Immutable;

namespace Sandbox.Store;

/// <summary>All objects of a kind as they were at one revision, in the order in which lists return them.</summary>
internal sealed record Snapshot(long Revision, ImmutableSortedSet<StoredObject> Objects)
{
    public StoredObject? Find(ObjectName name) => Objects.TryGetValue(StoredObject.Probe(name), out var found) ? found : null;

    /// <summary>The objects of a namespace, or all of them, and only those that come after <paramref name="start"/>.</summary>
    public IEnumerable<StoredObject> In(string @namespace, ObjectName? start = null)
    {
        var from = start is { } after ? FirstAfter(after) : @namespace.Length == 0 ? 0 : FirstAfter(new ObjectName(@namespace, ""));
        for (var i = from; i < Objects.Count; i++)
        {
            var stored = Objects[i];
            if (@namespace.Length > 0 && stored.Name.Namespace != @namespace) yield break;
            yield return stored;
        }
    }

    /// <summary>How many objects of the namespace, or of all, come after one.</summary>
    public int CountAfter(string @namespace, ObjectName name)
    {
        // No name sorts between a namespace and itself with a zero character behind it.
        var end = @namespace.Length == 0 ? Objects.Count : FirstAfter(new ObjectName(@namespace + '\0', ""));
        return end - FirstAfter(name);
    }

    private int FirstAfter(ObjectName name)
    {
        var index = Objects.IndexOf(StoredObject.Probe(name));
        return index < 0 ? ~index : index + 1;
    }
}
