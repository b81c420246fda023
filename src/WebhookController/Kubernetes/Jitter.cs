using System.Diagnostics.CodeAnalysis;

namespace WebhookController.Kubernetes;

// Keeps replicas and retries from acting at the same time. Random itself is not thread-safe.
[SuppressMessage("Security", "CA5394", Justification = "Nobody gains by guessing a delay.")]
internal sealed class Jitter(Random random)
{
    private readonly Lock _lock = new();

    public double Next()
    {
        lock (_lock) return random.NextDouble();
    }

    public TimeSpan Between(TimeSpan shortest, TimeSpan longest) => shortest + ((longest - shortest) * Next());
}
