using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.LeaderElection;

namespace WebhookController.Reconciliation;

// A work queue of PVCs that have changes to make. Each is in it once, with its latest plan, and is worked on by one worker at a time. The newest
// and the oldest are taken in turns: who labels a PVC now doesn't wait for a backlog of thousands, and nobody in it waits for ever.
internal sealed class ChangeQueue(ChangeBackoff backoff, RecentDeletions deletions, RecentLowerings lowerings)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectKey, Item> _items = [];
    private readonly LinkedList<ObjectKey> _ready = new();
    private readonly HashSet<ObjectKey> _running = [];
    private readonly HashSet<ObjectKey> _unneeded = [];
    private readonly Dictionary<ObjectKey, long> _doneAt = [];
    private readonly Queue<(ObjectKey Source, long Version)> _done = new();
    private bool _takeOldest;

    // Changes that failed and wait for their next try.
    public int Waiting
    {
        get { lock (_gate) return backoff.Count; }
    }

    // Whether there is nothing to do, nor being done.
    public bool IsIdle
    {
        get { lock (_gate) return _ready.Count == 0 && _running.Count == 0; }
    }

    // Takes what is planned for a PVC in place of what was before. A plan that is older than the work of a worker on the PVC, or that is made during
    // it, is not taken: it knows nothing of the answers, and would make the same changes again. The PVC is planned again afterwards. Returns
    // after how long it has to be offered again, since a change waits for a retry; null where it needn't.
    public TimeSpan? Offer(ObjectKey source, IReadOnlyList<ChangeSequence> planned, long version, Term term)
    {
        lock (_gate)
        {
            if (planned.Count == 0 && _running.Contains(source)) _unneeded.Add(source);
            if (_running.Contains(source) || (_doneAt.TryGetValue(source, out var doneAt) && version < doneAt)) return null;
            var (due, next) = backoff.Sort(source, planned);
            if (due.Count == 0) Drop(source);
            else if (_items.TryGetValue(source, out var queued)) _items[source] = queued with { Sequences = due, Term = term };
            else _items[source] = new(due, term, _ready.AddLast(source));
            return next;
        }
    }

    // The next PVC to work on and its changes; null where there is none.
    public (ObjectKey Source, IReadOnlyList<ChangeSequence> Sequences, Term Term)? Take()
    {
        lock (_gate)
        {
            if (_ready.Count == 0) return null;
            var source = (_takeOldest ? _ready.First : _ready.Last)!.Value;
            _takeOldest = !_takeOldest;
            var item = _items[source];
            Drop(source);
            _running.Add(source);
            return (source, item.Sequences, item.Term);
        }
    }

    public void Failed(ObjectKey source, FailedChange failure)
    {
        lock (_gate) backoff.Failed(source, failure.Change, failure.RetryAfter);
    }

    public void Succeeded(ObjectKey source, Change change)
    {
        if (change is DeleteJob delete) deletions.Add(delete.Observed.Uid);
        if (change is PatchJob patch) lowerings.Add(patch);
        lock (_gate) backoff.Succeeded(source, change);
    }

    // The worker has left the PVC, and the state holds the answers to its changes from this version on.
    public void Done(ObjectKey source, long version)
    {
        lock (_gate)
        {
            _running.Remove(source);
            // Nothing may be left of the PVC that would be planned again.
            if (_unneeded.Remove(source)) backoff.Sort(source, []);
            _doneAt[source] = version;
            _done.Enqueue((source, version));
        }
    }

    // No older plan than one of this version is offered any more.
    public void Passed(long version)
    {
        lock (_gate)
        {
            while (_done.TryPeek(out var done) && done.Version <= version)
            {
                _done.Dequeue();
                if (_doneAt.TryGetValue(done.Source, out var latest) && latest == done.Version) _doneAt.Remove(done.Source);
            }
        }
    }

    // Drops all that nobody works on.
    public void Clear()
    {
        lock (_gate)
        {
            _items.Clear();
            _ready.Clear();
            backoff.Clear();
        }
    }

    private void Drop(ObjectKey source)
    {
        if (_items.Remove(source, out var item)) _ready.Remove(item.Node);
    }

    private sealed record Item(IReadOnlyList<ChangeSequence> Sequences, Term Term, LinkedListNode<ObjectKey> Node);
}
