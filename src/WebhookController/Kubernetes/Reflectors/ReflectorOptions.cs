namespace WebhookController.Kubernetes.Reflectors;

internal sealed record ReflectorOptions
{
    public int PageSize { get; init; } = 500;

    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromSeconds(240);

    public TimeSpan LongestWatch { get; init; } = TimeSpan.FromSeconds(360);

    // Repairs the loss of an event, which nothing else would in a process that runs for years.
    public TimeSpan RelistAfter { get; init; } = TimeSpan.FromHours(1);

    // The server sends bookmarks about every minute.
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(150);

    public TimeSpan ShortestBackoff { get; init; } = TimeSpan.FromSeconds(0.5);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    // A watch that stayed open this long is resumed at once and resets the backoff.
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(10);
}
