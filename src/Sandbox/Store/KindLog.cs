using System.Collections.Immutable;

namespace Sandbox.Store;

/// <summary>The state of one kind, its latest changes, and who wants to hear of more. Guarded by the store's lock.</summary>
internal sealed class KindLog(int limit, long floor)
{
    private static readonly IComparer<StoredObject> ByName = Comparer<StoredObject>.Create((a, b) =>
        string.CompareOrdinal(a.Name.Namespace, b.Name.Namespace) is var order and not 0 ? order : string.CompareOrdinal(a.Name.Name, b.Name.Name));

    private readonly Queue<Change> _history = [];
    private readonly List<Subscription> _subscriptions = [];
    private ImmutableSortedSet<StoredObject> _beforeHistory = ImmutableSortedSet.Create(ByName);

    public ImmutableSortedSet<StoredObject> Objects { get; private set; } = ImmutableSortedSet.Create(ByName);

    /// <summary>The last revision that has been forgotten: nothing can be watched or listed from before it.</summary>
    public long Floor { get; private set; } = floor;

    public void Append(ChangeType type, StoredObject changed, StoredObject? previous)
    {
        Objects = previous is null ? Objects : Objects.Remove(previous);
        if (type != ChangeType.Deleted) Objects = Objects.Add(changed);

        var change = new Change(type, changed, previous, Objects);
        _history.Enqueue(change);
        if (_history.Count > limit) Forget(_history.Peek().Revision);
        _subscriptions.ForEach(subscription => subscription.Publish(change));
    }

    public void Forget(long upTo)
    {
        while (_history.TryPeek(out var oldest) && oldest.Revision <= upTo) _beforeHistory = _history.Dequeue().After;
        Floor = Math.Max(Floor, upTo);
    }

    public IEnumerable<Change> After(long revision) => _history.Where(change => change.Revision > revision);

    public ImmutableSortedSet<StoredObject> ObjectsAt(long revision) =>
        _history.LastOrDefault(change => change.Revision <= revision)?.After ?? _beforeHistory;

    public void Add(Subscription subscription) => _subscriptions.Add(subscription);

    public void Remove(Subscription subscription) => _subscriptions.Remove(subscription);
}
