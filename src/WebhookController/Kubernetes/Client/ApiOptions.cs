namespace WebhookController.Kubernetes.Client;

internal sealed record ApiOptions
{
    public string? Kubeconfig { get; init; }

    public string UserAgent { get; init; } = "longhorn-backup-controller";

    public string ServiceAccountDirectory { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    // Of one attempt, its body included; waiting for a permit or before a retry comes on top.
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    // How many writes run at once is found out by trying (AdaptiveConcurrency), from here on.
    public int InitialConcurrentWrites { get; init; } = 8;

    public int MaxConcurrentWrites { get; init; } = 32;

    public int Retries { get; init; } = 3;

    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    // A server may ask for any pause; longer ones than this are cut, and the caller's own back-off takes over.
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    public long LargestBody { get; init; } = 256 << 20;

    public int LargestWatchFrame { get; init; } = 16 << 20;
}
