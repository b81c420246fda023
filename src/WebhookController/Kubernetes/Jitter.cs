using System.Diagnostics.CodeAnalysis;

namespace WebhookController.Kubernetes;

// Spreads out what would otherwise happen everywhere at once. Random itself is not safe for several threads.
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
