namespace WebhookController.Kubernetes.Reflectors;

internal sealed record ReflectorOptions
{
    public int PageSize { get; init; } = 500;

    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromSeconds(240);

    public TimeSpan LongestWatch { get; init; } = TimeSpan.FromSeconds(360);

    // Should an event ever get lost on the way, nothing else would bring it back in a process that runs for years.
    public TimeSpan RelistAfter { get; init; } = TimeSpan.FromHours(1);

    // With bookmarks allowed a live watch says something about every minute.
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(150);

    public TimeSpan ShortestBackoff { get; init; } = TimeSpan.FromSeconds(0.5);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    // A watch that stayed open this long is worth resuming at once, and forgives earlier failures.
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(10);
}
