namespace WebhookController.Core.Archive;

/// <summary>How long after a failed attempt the next one begins, and when it is enough.</summary>
public static class RetryDelay
{
    /// <summary>Attempts in a row, over three to four days. Each may leave a snapshot on the volume, which the controller never deletes and of
    /// which Longhorn allows 250 (Setting <c>snapshot-max-count</c>): without an end, the volume's own backups would stop some day.</summary>
    public const int Round = 20;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Five minutes after the first attempt of a round was started, twice as long after each further one, and never more than six hours.</summary>
    public static TimeSpan After(int attempt)
    {
        var delay = First * Math.Pow(2, Math.Min((attempt - 1) % Round, 10));
        return delay < Longest ? delay : Longest;
    }

    /// <summary>Whether no other attempt follows this one until a person puts the label on anew.</summary>
    public static bool IsLast(int attempt) => attempt % Round == 0;
}
