namespace WebhookController.Kubernetes.Reflectors;

internal sealed record ReflectorOptions
{
    public int PageSize { get; init; } = 500;

    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromSeconds(240);

    public TimeSpan LongestWatch { get; init; } = TimeSpan.FromSeconds(360);

    // The server sends bookmarks about every minute.
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(150);

    public TimeSpan ShortestBackoff { get; init; } = TimeSpan.FromSeconds(0.5);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    // While nobody answers at all.
    public TimeSpan LongestOutagePause { get; init; } = TimeSpan.FromSeconds(3);

    // A kind that was neither listed nor watched for so long is not synced. Longer than LongestSilence, or a watch that fell silent could
    // not be resumed in time.
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(3);

    // A watch that stayed open this long is resumed at once and resets the backoff.
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(10);
}
