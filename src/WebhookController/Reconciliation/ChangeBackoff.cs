using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes;

namespace WebhookController.Reconciliation;

// Remembers which changes failed and when each may be tried again; and which were made time and again, since somebody undoes them: two
// controllers that disagree must not keep an API server busy. A change is known by all that it says of itself, so a user who corrects a label
// doesn't wait for the delay of the mistake.
internal sealed class ChangeBackoff(TimeProvider clock, Jitter jitter)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    // Longer than the longest delay, or it would be forgotten while it waits.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private const int MadeWithoutDelay = 5;

    private readonly Dictionary<ObjectKey, Dictionary<string, Entry>> _failed = [];
    private readonly Dictionary<string, Entry> _made = [];
    private readonly Queue<(string Change, TimeSpan At)> _madeByAge = new();
    private readonly SlowLane _slow = new(clock);
    private readonly long _started = clock.GetTimestamp();

    // How many changes failed and wait.
    public int Count { get; private set; }

    // By the monotonic clock: setting the wall clock back must not put off a retry.
    private TimeSpan Now => clock.GetElapsedTime(_started);

    // Of what is planned for a PVC, the sequences whose first change may be tried now, and after how long the next of the others may; null where
    // none waits. What is no longer planned is forgotten.
    public (IReadOnlyList<ChangeSequence> Due, TimeSpan? Next) Sort(ObjectKey source, IReadOnlyList<ChangeSequence> planned)
    {
        Forget();
        var failed = _failed.GetValueOrDefault(source);
        var slow = planned.Any(SlowLane.IsFor);
        if (!slow) _slow.Leave(source);
        if (failed is null && _made.Count == 0 && !slow) return (planned, null);
        if (failed is not null) Keep(source, failed, planned);
        var (due, next, now) = (new List<ChangeSequence>(planned.Count), default(TimeSpan?), Now);
        foreach (var sequence in planned)
        {
            var wait = NotBefore(failed, sequence.Changes[0].Describe()) - now ?? TimeSpan.Zero;
            if (SlowLane.IsFor(sequence) && _slow.WaitOf(source) is var turn && turn > wait) wait = turn;
            if (wait <= TimeSpan.Zero) due.Add(sequence);
            else if (next is null || wait < next) next = wait;
        }
        return (due, next);
    }

    public void Failed(ObjectKey source, Change change, TimeSpan? retryAfter)
    {
        if (!_failed.TryGetValue(source, out var entries)) _failed[source] = entries = new(StringComparer.Ordinal);
        var key = change.Describe();
        var times = entries.TryGetValue(key, out var entry) ? entry.Times + 1 : 1;
        if (times == 1) Count++;
        var delay = Delay(times);
        if (retryAfter > delay) delay = retryAfter.Value < LongestDelay ? retryAfter.Value : LongestDelay;
        entries[key] = new(times, Now + delay);
    }

    public void Succeeded(ObjectKey source, Change change)
    {
        var (key, now) = (change.Describe(), Now);
        if (_failed.TryGetValue(source, out var entries) && entries.Remove(key))
        {
            Count--;
            if (entries.Count == 0) _failed.Remove(source);
        }
        var times = _made.TryGetValue(key, out var made) ? made.Times + 1 : 1;
        _made[key] = new(times, times > MadeWithoutDelay ? now + Delay(times - MadeWithoutDelay) : now) { At = now };
        _madeByAge.Enqueue((key, now));
    }

    // A replica that no longer leads tries nothing again.
    public void Clear()
    {
        Count = 0;
        _failed.Clear();
        _slow.Clear();
    }

    private TimeSpan? NotBefore(Dictionary<string, Entry>? failed, string change) =>
        failed is not null && failed.TryGetValue(change, out var entry) ? entry.NotBefore
        : _made.TryGetValue(change, out var made) ? made.NotBefore
        : null;

    private void Keep(ObjectKey source, Dictionary<string, Entry> failed, IReadOnlyList<ChangeSequence> planned)
    {
        var changes = planned.SelectMany(sequence => sequence.Changes).Select(change => change.Describe()).ToHashSet(StringComparer.Ordinal);
        foreach (var change in failed.Keys.Where(change => !changes.Contains(change)).ToList())
        {
            failed.Remove(change);
            Count--;
        }
        if (failed.Count == 0) _failed.Remove(source);
    }

    private void Forget()
    {
        while (_madeByAge.TryPeek(out var oldest) && Now - oldest.At > Memory)
        {
            _madeByAge.Dequeue();
            if (_made.TryGetValue(oldest.Change, out var made) && made.At == oldest.At) _made.Remove(oldest.Change);
        }
    }

    private TimeSpan Delay(int times)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Min(times - 1, 16));
        var longest = doubled < LongestDelay ? doubled : LongestDelay;
        return jitter.Between(longest / 2, longest);
    }

    private sealed record Entry(int Times, TimeSpan NotBefore)
    {
        public TimeSpan At { get; init; }
    }
}
