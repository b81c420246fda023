namespace WebhookController.Core.Archive;

/// <summary>How long after a failed attempt the next one begins.</summary>
public static class RetryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Five minutes after the first attempt was begun, twice as long after each further one, and never more than six hours.</summary>
    public static TimeSpan After(int attempt)
    {
        var delay = First * Math.Pow(2, Math.Min(attempt - 1, 10));
        return delay < Longest ? delay : Longest;
    }
}
