using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// Archives with their dates.
internal static class ArchivesSection
{
    private const int Shown = 50;

    public static void Write(HtmlWriter html, PageContext page)
    {
        html.Write($"""<section aria-labelledby="archives"><h2 id="archives">Archives</h2>""");
        var archives = page.Report.Archives;
        if (archives.Count == 0) html.Write($"""<p class="empty">There is none.</p>""");
        else WriteAll(html, page, archives.OrderByDescending(archive => archive.Status.Failed).ThenByDescending(archive => archive.Status.Expired).ThenBy(archive => archive.DeleteAfter ?? DateOnly.MaxValue));
        if (archives.Count > Shown) html.Write($"<p>and {archives.Count - Shown} more</p>");
        html.Write($"</section>");
    }

    private static void WriteAll(HtmlWriter html, PageContext page, IEnumerable<ArchiveReport> archives)
    {
        html.Write($"""<ul class="plain archives">""");
        foreach (var archive in archives.Take(Shown))
            html.Write($"""<li>{BadgeOf(archive).WriteTo} <a href="{page.LinkTo(archive.Status.Claim)}">{archive.Status.Claim.ToString()}</a> <small>{Until(archive)}</small></li>""");
        html.Write($"</ul>");
    }

    public static Badge BadgeOf(ArchiveReport archive) => archive.Status switch
    {
        { Failed: true } => new(Badge.Critical, "Failed"),
        { Expired: true } => new(Badge.Warning, "Expired"),
        { Retained: true } => new(Badge.Good, "Kept"),
        { Ready: true } => new(Badge.Good, "Ready"),
        _ => new(Badge.Notice, "Being made"),
    };

    public static string Until(ArchiveReport archive) => archive.DeleteAfter is { } day ? $"until {Formats.Day(day)}" : "kept until somebody deletes it";
}
