using Microsoft.Extensions.Time.Testing;

namespace WebhookController.Tests.LeaderElection;

// Virtual time with a wall clock that can be set without effect on the monotonic clock and the timers.
internal sealed class TwoClocks : FakeTimeProvider
{
    private TimeSpan _off;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _off;

    // The base class derives it from the wall clock.
    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    public void SetWallClock(TimeSpan by) => _off += by;
}
