using WebhookController.Core.Planning;
using WebhookController.Kubernetes;

namespace WebhookController.Reconciliation;

/// Remembers which changes failed and when each may be tried again. A change is told by all that it says of itself, so a user who mends a
/// label doesn't wait for the delay of the mistake.
internal sealed class RetryLedger(TimeProvider clock, Jitter jitter)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    // Retries that are due one soon after the other share a pass: thousands of them must not mean a pass each.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<string, (int Failures, TimeSpan NotBefore)> _entries = [];
    private readonly long _began = clock.GetTimestamp();

    public int Count => _entries.Count;

    /// How long until the next of the failed changes may be tried; null where none failed.
    public TimeSpan? DueIn => _entries.Count == 0 ? null : Longer(_entries.Values.Min(entry => entry.NotBefore) - Now, Gathering);

    // By the monotonic clock: setting the wall clock back must not put off a retry.
    private TimeSpan Now => clock.GetElapsedTime(_began);

    /// The sequences whose next change may be tried now. Entries of changes that are no longer planned are dropped.
    public IReadOnlyList<ChangeSequence> Due(Plan plan)
    {
        if (_entries.Count == 0) return plan.Sequences;
        var planned = plan.Changes.Select(change => change.Describe()).ToHashSet(StringComparer.Ordinal);
        foreach (var stale in _entries.Keys.Where(key => !planned.Contains(key)).ToList()) _entries.Remove(stale);
        var now = Now;
        return [.. plan.Sequences.Where(sequence =>
            !_entries.TryGetValue(sequence.Changes[0].Describe(), out var entry) || entry.NotBefore <= now)];
    }

    public void Failed(Change change, TimeSpan? retryAfter)
    {
        var key = change.Describe();
        var failures = _entries.TryGetValue(key, out var entry) ? entry.Failures + 1 : 1;
        var delay = Delay(failures);
        if (retryAfter > delay) delay = retryAfter.Value < LongestDelay ? retryAfter.Value : LongestDelay;
        _entries[key] = (failures, Now + delay);
    }

    public void Succeeded(Change change) => _entries.Remove(change.Describe());

    private TimeSpan Delay(int failures)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Min(failures - 1, 16));
        var longest = doubled < LongestDelay ? doubled : LongestDelay;
        return jitter.Between(longest / 2, longest);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
