namespace WebhookController.LeaderElection;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Holder} is the leader; this replica answers admission and stands by")]
    public static partial void OtherLeader(this ILogger logger, string holder);

    [LoggerMessage(LogLevel.Warning, "The Lease {Namespace}/{Name} can't be had, and without it nothing is written: {Trouble}. It is tried again")]
    public static partial void NoLease(this ILogger logger, string @namespace, string name, string trouble);

    [LoggerMessage(LogLevel.Warning, "The Lease could not be given back, so the next leader waits until it runs out: {Trouble}")]
    public static partial void NotReleased(this ILogger logger, string trouble);
}
