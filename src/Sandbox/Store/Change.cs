using System.Collections.Immutable;

namespace Sandbox.Store;

internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One entry of a kind's log: what happened, and what all objects of the kind looked like afterwards.</summary>
internal sealed record Change(ChangeType Type, StoredObject Object, StoredObject? Previous, ImmutableSortedSet<StoredObject> After)
{
    public long Revision => Object.Revision;
}
