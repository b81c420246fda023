using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// The archives of a PVC, and what is left of a predecessor.
internal static class ClaimArchives
{
    public static void Write(HtmlWriter html, PageContext page, ClaimStory story)
    {
        foreach (var orphan in story.Orphans)
            html.Write($"""<section class="notice notice"><h2>Left behind</h2><p>A PVC of this name went without an archive. Backups that job <code>{orphan.Job}</code> made are left, and nothing rotates them. <a href="{PageContext.Runbook("BackupPVCOrphaned")}">Runbook</a></p></section>""");
        if (story.Archives.Count == 0) return;
        html.Write($"""<section aria-labelledby="archives"><h2 id="archives">{(story.Archives.Count == 1 ? "Archive" : "Archives")}</h2>""");
        foreach (var archive in story.Archives)
        {
            html.Write($"""<dl><div><dt>State</dt><dd>{ArchivesSection.BadgeOf(archive).WriteTo} {Sentence(archive)}</dd></div><div><dt>Wanted</dt><dd>{ArchivesSection.Until(archive)}</dd></div><div><dt>Job</dt><dd><code>{archive.Status.Job}</code></dd></div>""");
            if (archive.Backup is { } backup) html.Write($"<div><dt>Backup</dt><dd><code>{backup}</code></dd></div>");
            html.Write($"</dl>");
        }
        html.Write($"</section>");
    }

    private static string Sentence(ArchiveReport archive) => Formats.Shorten(archive.Status switch
    {
        { Failed: true, Detail: var error, Outlook: { } outlook } => $"It {outlook}: {error}",
        { Failed: true, Detail: var error } => $"{Formats.Capitalized(error ?? "")}.",
        { Expired: true, Retained: true } => "Its last day is over: the job and its backup can be deleted by hand.",
        { Retained: true } => "The PVC is gone, and the archive stays.",
        { Ready: true } => "The PVC can be deleted.",
        { Detail: { } detail } => $"{Formats.Capitalized(detail)}.",
        _ => "It isn't complete yet.",
    });
}
