using WebhookController.Core.Planning;
using WebhookController.Kubernetes;

namespace WebhookController.Reconciliation;

/// Remembers which changes failed and when each may be tried again; and which were made time and again, since somebody undoes them: two
/// controllers that disagree must not keep an API server busy. A change is told by all that it says of itself, so a user who mends a label
/// doesn't wait for the delay of the mistake.
internal sealed class RetryLedger(TimeProvider clock, Jitter jitter)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    // Retries that are due one soon after the other share a pass: thousands of them must not mean a pass each.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(0.5);

    // Longer than the longest delay, or it would be forgotten while it waits.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private const int MadeWithoutDelay = 5;

    private readonly Dictionary<string, (int Failures, TimeSpan NotBefore)> _entries = [];
    private readonly Dictionary<string, (int Times, TimeSpan At, TimeSpan NotBefore)> _made = [];
    private TimeSpan? _nextMade;
    private readonly long _began = clock.GetTimestamp();

    public int Count => _entries.Count;

    /// How long until the next of the changes that wait may be tried; null where none does.
    public TimeSpan? DueIn
    {
        get
        {
            var next = _nextMade;
            foreach (var (_, notBefore) in _entries.Values)
                if (next is null || notBefore < next) next = notBefore;
            return next is { } at ? Longer(at - Now, Gathering) : null;
        }
    }

    // By the monotonic clock: setting the wall clock back must not put off a retry.
    private TimeSpan Now => clock.GetElapsedTime(_began);

    /// The sequences whose next change may be tried now. Entries of changes that are no longer planned are dropped.
    public IReadOnlyList<ChangeSequence> Due(Plan plan)
    {
        _nextMade = null;
        if (_entries.Count == 0 && _made.Count == 0) return plan.Sequences;
        var now = Now;
        Forget(plan, now);
        return [.. plan.Sequences.Where(sequence => IsDue(sequence.Changes[0].Describe(), now))];
    }

    public void Failed(Change change, TimeSpan? retryAfter)
    {
        var key = change.Describe();
        var failures = _entries.TryGetValue(key, out var entry) ? entry.Failures + 1 : 1;
        var delay = Delay(failures);
        if (retryAfter > delay) delay = retryAfter.Value < LongestDelay ? retryAfter.Value : LongestDelay;
        _entries[key] = (failures, Now + delay);
    }

    public void Succeeded(Change change)
    {
        var (key, now) = (change.Describe(), Now);
        _entries.Remove(key);
        var times = _made.TryGetValue(key, out var made) ? made.Times + 1 : 1;
        _made[key] = (times, now, times > MadeWithoutDelay ? now + Delay(times - MadeWithoutDelay) : now);
    }

    private bool IsDue(string key, TimeSpan now)
    {
        if (_entries.TryGetValue(key, out var failed)) return failed.NotBefore <= now;
        if (!_made.TryGetValue(key, out var made) || made.NotBefore <= now) return true;
        if (_nextMade is null || made.NotBefore < _nextMade) _nextMade = made.NotBefore;
        return false;
    }

    private void Forget(Plan plan, TimeSpan now)
    {
        foreach (var old in _made.Where(made => now - made.Value.At > Memory).Select(made => made.Key).ToList()) _made.Remove(old);
        if (_entries.Count == 0) return;
        var planned = plan.Changes.Select(change => change.Describe()).ToHashSet(StringComparer.Ordinal);
        foreach (var stale in _entries.Keys.Where(key => !planned.Contains(key)).ToList()) _entries.Remove(stale);
    }

    private TimeSpan Delay(int failures)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Min(failures - 1, 16));
        var longest = doubled < LongestDelay ? doubled : LongestDelay;
        return jitter.Between(longest / 2, longest);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
