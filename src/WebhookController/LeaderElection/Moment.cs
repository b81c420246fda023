namespace WebhookController.LeaderElection;

/// A moment by both clocks. The monotonic one can't be set, but stands still while the whole machine sleeps; the wall clock doesn't. Time is
/// over when it is over by either.
internal sealed record Moment(long Timestamp, DateTimeOffset Utc)
{
    public static Moment Now(TimeProvider clock) => new(clock.GetTimestamp(), clock.GetUtcNow());

    public bool IsOlderThan(TimeSpan age, TimeProvider clock) => clock.GetElapsedTime(Timestamp) >= age || clock.GetUtcNow() - Utc >= age;
}
