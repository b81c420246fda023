using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// The age of the last backup against its interval, in words and as a bar.
internal static class LastBackup
{
    public static void Write(HtmlWriter html, ClaimReport claim, DateTimeOffset now)
    {
        if (claim.Freshness == Freshness.Running) html.Write($"""<span class="running">running</span> """);
        if (claim.Status.LastSuccess is { } last) html.Write($"""<time datetime="{Formats.Machine(last)}">{Formats.Ago(now - last)}</time>""");
        else html.Write($"""<span class="none">{(claim.Status.Job is null ? "–" : "never")}</span>""");
        if (claim.Status.Interval is not { } interval) return;
        html.Write($"<br>");
        AgeBar.Write(html, claim, now);
        html.Write($"<small>{Formats.Every(interval)}</small>");
    }
}
