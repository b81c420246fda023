namespace WebhookController.Tests.Integration.Support;

/// Real time, moved on by a test to where something is due: timers go on as ever.
internal sealed class MovedClock : TimeProvider
{
    private long _moved;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _moved));

    public void Move(TimeSpan by) => Interlocked.Add(ref _moved, by.Ticks);
}
