namespace WebhookController.Kubernetes.Client;

internal enum WatchFrameType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
    Error,
}
