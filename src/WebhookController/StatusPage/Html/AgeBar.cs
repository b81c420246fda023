using WebhookController.Core.Report;

namespace WebhookController.StatusPage.Html;

// The age of the last backup against the interval: a mark where the next one is due, and the end of the bar where it is too old.
internal static class AgeBar
{
    private const int Width = 72;
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public static void Write(HtmlWriter html, ClaimReport claim, DateTimeOffset now)
    {
        if (claim.Status.Interval is not { } interval || claim.AgeAt(now) is not { } age) return;
        var whole = 2 * interval + Grace;
        html.Write($"""
            <svg class="age {LevelOf(claim.Freshness)}" viewBox="0 0 {Width} 8" aria-hidden="true"><rect width="{Width}" height="8" rx="4"/><rect class="full" width="{Width * Math.Clamp(age / whole, 0.05, 1)}" height="8" rx="4"/><path d="M{Width * (interval / whole)} 0v8"/></svg>
            """);
    }

    private static string LevelOf(Freshness freshness) => freshness switch
    {
        Freshness.Stale => Badge.Critical,
        Freshness.Late => Badge.Warning,
        Freshness.NotExpected => Badge.Off,
        _ => Badge.Good,
    };
}
