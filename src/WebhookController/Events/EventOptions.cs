namespace WebhookController.Events;

// How much is told at the most. Ten thousand PVCs labelled at once must not become twenty thousand Events.
internal sealed record EventOptions
{
    // Notices that wait to be told; further ones are dropped.
    public int Backlog { get; init; } = 1000;

    public int Burst { get; init; } = 50;

    // One more Event may be told each time this has passed.
    public TimeSpan Replenishment { get; init; } = TimeSpan.FromSeconds(0.5);

    // The same news within this time is the same Event.
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromMinutes(10);

    // How long an API server keeps an Event (kube-apiserver, --event-ttl).
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    // Events whose repetition is noticed.
    public int Remembered { get; init; } = 4096;
}

// Who tells.
// <param name="Controller">The program.</param>
// <param name="Instance">The replica, as its Lease names it.</param>
internal sealed record EventReporter(string Controller, string Instance);
