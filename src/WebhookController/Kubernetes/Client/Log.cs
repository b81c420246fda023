namespace WebhookController.Kubernetes.Client;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot read the cluster's CA from {Path}; the last good one stays in force")]
    public static partial void AuthorityUnreadable(ILogger logger, string path, Exception failure);
}
