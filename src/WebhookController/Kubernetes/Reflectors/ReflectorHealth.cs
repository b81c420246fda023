namespace WebhookController.Kubernetes.Reflectors;

// The reflector writes it; probes and metrics read it on other threads.
internal sealed class ReflectorHealth(TimeProvider timeProvider)
{
    private long _contactTicks;
    private long _contactTimestamp = timeProvider.GetTimestamp();
    private long _attemptTimestamp = timeProvider.GetTimestamp();
    private volatile bool _synced;

    // The sink has a complete list, and the kind has not become unavailable since.
    public bool Synced
    {
        get => _synced;
        set => _synced = value;
    }

    // The last sign of the kind itself: an event, a bookmark, a list page, a watch that held. A refusal is none.
    public DateTimeOffset? LastContact =>
        Interlocked.Read(ref _contactTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    // By the monotonic clock, and since the start if there was no contact yet.
    public TimeSpan Silence => timeProvider.GetElapsedTime(Interlocked.Read(ref _contactTimestamp));

    // Since the last contact or the last failed request. It does not grow in an outage, only if the reflector hangs.
    public TimeSpan Idle => timeProvider.GetElapsedTime(Math.Max(Interlocked.Read(ref _contactTimestamp), Interlocked.Read(ref _attemptTimestamp)));

    public void RecordAttempt() => Interlocked.Exchange(ref _attemptTimestamp, timeProvider.GetTimestamp());

    public void RecordContact()
    {
        Interlocked.Exchange(ref _contactTicks, timeProvider.GetUtcNow().Ticks);
        Interlocked.Exchange(ref _contactTimestamp, timeProvider.GetTimestamp());
    }
}
