using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// What nobody looks after any more: it takes room in the backup target.
internal static class LeftoversSection
{
    private const int Shown = 20;

    public static void Write(HtmlWriter html, PageContext page)
    {
        var (orphans, untracked) = (page.Report.Orphans, page.Report.Untracked.Where(untracked => untracked.Backups > 0).ToList());
        if (orphans.Count + untracked.Count == 0) return;
        html.Write($"""<section aria-labelledby="left"><h2 id="left">Left behind</h2><ul class="plain">""");
        foreach (var orphan in orphans.Take(Shown))
            html.Write($"""<li><a href="{page.LinkTo(orphan.Claim)}">{orphan.Claim.ToString()}</a> <small>is gone, and its backups are left</small></li>""");
        if (orphans.Count > Shown) html.Write($"<li>and {orphans.Count - Shown} more</li>");
        foreach (var entry in untracked)
            html.Write($"<li>{Formats.Count(entry.Backups, "backup", "backups")}, {Formats.Size(entry.Bytes)} <small>made {entry.Reason.InWords()}: nothing rotates them</small></li>");
        html.Write($"""</ul><p><a href="{PageContext.Runbook("BackupUntracked")}">Runbook</a></p></section>""");
    }
}
