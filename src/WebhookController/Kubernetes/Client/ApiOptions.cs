namespace WebhookController.Kubernetes.Client;

internal sealed record ApiOptions
{
    public string? Kubeconfig { get; init; }

    // A context of the kubeconfig; else its current one.
    public string? Context { get; init; }

    public string UserAgent { get; init; } = "longhorn-backup-controller";

    public string ServiceAccountDirectory { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    // For one attempt, including its body; waiting for a permit or before a retry is not included.
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    // Where AdaptiveConcurrency starts to find out how many writes may run at once.
    public int InitialConcurrentWrites { get; init; } = 8;

    public int MaxConcurrentWrites { get; init; } = 32;

    public int Retries { get; init; } = 3;

    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    // A server may ask for any pause; longer ones are cut to this, and the caller's own back-off takes over.
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    public long LargestBody { get; init; } = 256 << 20;

    public int LargestWatchFrame { get; init; } = 16 << 20;
}
