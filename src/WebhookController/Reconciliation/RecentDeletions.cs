namespace WebhookController.Reconciliation;

// Counts the jobs deleted lately: deletions that come one after the other are as many as those of one pass, and writes are fast enough that a pass
// alone never sees many of them.
internal sealed class RecentDeletions(TimeProvider clock)
{
    // Long enough for a namespace that goes slowly, or for a watch that loses its objects one by one.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<long> _at = new();

    public void Add()
    {
        lock (_gate) _at.Enqueue(clock.GetTimestamp());
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

    // A person has agreed to them.
    public void Clear()
    {
        lock (_gate) _at.Clear();
    }
}
