namespace WebhookController.Kubernetes.Reflectors;

// Written by the reflector, read by probes and metrics on other threads.
internal sealed class ReflectorHealth(TimeProvider timeProvider)
{
    private long _contactTicks;
    private long _contactTimestamp = timeProvider.GetTimestamp();
    private long _attemptTimestamp = timeProvider.GetTimestamp();
    private volatile bool _synced;

    // The sink holds a complete list, and no later answer put it in doubt.
    public bool Synced
    {
        get => _synced;
        set => _synced = value;
    }

    // When the server last said anything: a frame, a bookmark, a list page, or a refusal, which is a sign of life as well.
    public DateTimeOffset? LastContact =>
        Interlocked.Read(ref _contactTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    // By the monotonic clock, and since the start where there was no contact yet.
    public TimeSpan Silence => timeProvider.GetElapsedTime(Interlocked.Read(ref _contactTimestamp));

    // Since the server last said anything or, in vain, was asked: what grows here is no outage, but a reflector that hangs.
    public TimeSpan Idle => timeProvider.GetElapsedTime(Math.Max(Interlocked.Read(ref _contactTimestamp), Interlocked.Read(ref _attemptTimestamp)));

    public void Attempted() => Interlocked.Exchange(ref _attemptTimestamp, timeProvider.GetTimestamp());

    public void Contact()
    {
        Interlocked.Exchange(ref _contactTicks, timeProvider.GetUtcNow().Ticks);
        Interlocked.Exchange(ref _contactTimestamp, timeProvider.GetTimestamp());
    }
}
