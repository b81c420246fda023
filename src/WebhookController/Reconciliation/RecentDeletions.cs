using WebhookController.Core.Layers;

namespace WebhookController.Reconciliation;

// Counts the jobs deleted lately: deletions that come one after the other are as many as those of one pass, and writes are fast enough that a pass
// alone never sees many of them.
internal sealed class RecentDeletions(TimeProvider clock)
{
    // Long enough for a namespace that goes slowly, or for a watch that loses its objects one by one.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<long> _at = new();
    private IReadOnlySet<string> _agreed = new HashSet<string>();

    // A job with this uid was deleted.
    public void Add(string uid)
    {
        lock (_gate)
            if (!_agreed.Contains(uid)) _at.Enqueue(clock.GetTimestamp());
    }

    // While deletions are held, time alone doesn't make them harmless: then nothing is forgotten.
    public int Count(bool forgets)
    {
        lock (_gate)
        {
            while (forgets && _at.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= Window) _at.Dequeue();
            return _at.Count;
        }
    }

    // A person has agreed to the deletions so far and to these, however long they take: they are no sign that something is wrong.
    public void Agree(Consent consent)
    {
        lock (_gate)
        {
            _agreed = consent.Items;
            _at.Clear();
        }
    }
}
