using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// Where backups go.
internal static class TargetsSection
{
    public static void Write(HtmlWriter html, PageContext page)
    {
        html.Write($"""<section aria-labelledby="targets"><h2 id="targets">Backup targets</h2>""");
        if (page.Report.Targets.Count == 0) html.Write($"""<p class="empty">{(page.Report.Partial ? "They haven't been read." : "Longhorn has no BackupTarget with a URL that it has tried.")}</p>""");
        else
        {
            html.Write($"""<ul class="plain">""");
            foreach (var target in page.Report.Targets)
                html.Write($"<li>{new Badge(target.Available ? Badge.Good : Badge.Critical, target.Available ? "Available" : "Can't be reached").WriteTo} <code>{target.Name}</code></li>");
            html.Write($"</ul>");
        }
        html.Write($"</section>");
    }
}
