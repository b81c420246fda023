namespace WebhookController.Kubernetes.Reflectors;

// Exponential, with jitter: each pause is between the last upper limit and twice that.
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
