using WebhookController.Core.Layers;
using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// What concerns more than one PVC and waits for a person: above everything else.
internal static class NoticesSection
{
    private const int Shown = 20;

    public static void Write(HtmlWriter html, PageContext page)
    {
        var report = page.Report;
        foreach (var missing in report.Missing.Take(Shown)) WriteNotice(html, Badge.Critical, "Not read", "BackupControllerNotReconciling", $"{missing}");
        foreach (var target in report.Targets)
            if (!target.Available) WriteNotice(html, Badge.Critical, $"Backup target {target.Name}", "BackupTargetUnavailable", "Longhorn can't reach it: no backup can be made.");
        if (report.HeldDeletions is { } deletions)
            HeldNotice.Write(html, page, "Deletions wait for a person", "BackupDeletionsHeld", DefaultsParser.AllowMassDeletionKey, deletions.Digest,
                $"{Formats.Count(deletions.Deletions.Count, "job", "jobs")} of {deletions.ManagedJobs} would be deleted, which is too many at once to be trusted. Backups stay either way.",
                [.. deletions.Deletions.Take(Shown).Select(deletion => $"{deletion.Target.Name} ({deletion.Source})")], deletions.Deletions.Count);
        if (report.HeldRetention is { } lower)
            HeldNotice.Write(html, page, "Lower retention waits for a person", "BackupRetentionHeld", DefaultsParser.AllowLowerRetentionKey, lower.Digest,
                $"A default would have {Formats.Count(lower.Lowerings.Count, "job", "jobs")} keep fewer backups: Longhorn would delete {lower.AtStake} of {lower.AllBackups}.",
                [.. lower.Lowerings.Take(Shown).Select(lowering => $"{lowering.Job}: {lowering.From} → {lowering.To}")], lower.Lowerings.Count);
        foreach (var (layer, problem) in report.LayerMistakes.Take(Shown))
            WriteNotice(html, Badge.Warning, layer, "BackupDefaultsInvalid", $"It is not followed as it is; what it said last stays in force: {Formats.Shorten(problem)}");
        foreach (var archive in report.Archives.Where(archive => archive.Status.Failed).Take(Shown))
            WriteNotice(html, Badge.Critical, $"Archive of {archive.Status.Claim}", "BackupArchiveFailed", Formats.Shorten($"It failed{Outlook(archive)}: {archive.Status.Detail}"));
        foreach (var blocked in report.Blocked.Take(Shown))
            WriteNotice(html, Badge.Warning, $"Job {blocked.Change.Target.Name}", "BackupPVCInvalidLabels",
                $"Longhorn refuses its changes, as it keeps {blocked.Change.Observed.Spec.Retain} backups, more than the Setting allows.");
    }

    private static string Outlook(ArchiveReport archive) => archive.Status.Outlook is { } outlook ? $" and {outlook}" : "";

    private static void WriteNotice(HtmlWriter html, string level, string title, string runbook, string text) => html.Write($"""
        <section class="notice {level}"><h2><svg aria-hidden="true"><use href="#i-{level}"/></svg>{title}</h2><p>{text} <a href="{PageContext.Runbook(runbook)}">Runbook</a></p></section>
        """);
}
