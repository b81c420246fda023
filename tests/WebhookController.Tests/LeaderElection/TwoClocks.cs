using Microsoft.Extensions.Time.Testing;

namespace WebhookController.Tests.LeaderElection;

// Virtual time whose wall clock can be set, as on a real machine: without the monotonic one and the timers noticing.
internal sealed class TwoClocks : FakeTimeProvider
{
    private TimeSpan _off;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _off;

    // The base class takes it from the wall clock.
    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    public void SetWallClock(TimeSpan by) => _off += by;
}
