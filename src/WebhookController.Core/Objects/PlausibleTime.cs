namespace WebhookController.Core.Objects;

/// <summary>Times that others wrote: by a node whose clock was wrong, or by hand. One in the future would pass for fresh until then.</summary>
public static class PlausibleTime
{
    // Clocks of nodes differ by less.
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>The time, or null where it is in the future.</summary>
    public static DateTimeOffset? At(DateTimeOffset? time, DateTimeOffset now) => time - now > Tolerance ? null : time;

    /// <summary>When a time that isn't plausible now becomes so; null where it is.</summary>
    public static DateTimeOffset? From(DateTimeOffset? time, DateTimeOffset now) => time - now > Tolerance ? time - Tolerance : null;
}
