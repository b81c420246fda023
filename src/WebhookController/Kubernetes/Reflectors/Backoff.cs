namespace WebhookController.Kubernetes.Reflectors;

// Pauses that double, each drawn from the upper half of its range: never shorter than the shortest, never longer than the longest.
internal sealed class Backoff(TimeSpan shortest, TimeSpan longest, Jitter jitter)
{
    private TimeSpan? _reached;

    public TimeSpan Next()
    {
        var lower = _reached ?? shortest;
        var upper = Shorter(lower * 2, longest);
        _reached = Shorter(upper, longest / 2);
        return jitter.Between(lower, upper);
    }

    public void Reset() => _reached = null;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
