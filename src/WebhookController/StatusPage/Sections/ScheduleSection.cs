using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// When and how a PVC is backed up, and what it is on.
internal static class ScheduleSection
{
    private const int RunsShown = 4;

    public static void Write(HtmlWriter html, PageContext page, ClaimStory story, ClaimReport claim)
    {
        var status = claim.Status;
        html.Write($"""<section aria-labelledby="schedule"><h2 id="schedule">Schedule</h2><dl>""");
        Write(html, "Last backup", part => LastBackup.Write(part, claim, page.Now));
        Write(html, "Runs", status.Runs is { } runs ? Formats.Capitalized(runs.ToString()) : status.Job is null ? null : "By a cron line that isn't ours");
        if (status.NextRun is not null) Write(html, "Next runs", part => WriteRuns(part, claim, page.Now));
        Write(html, "Job", Code(status.Job));
        if (status.Job is not null) Write(html, "Backups", $"{claim.Backups} of {status.Retain} that it keeps, {Formats.Size(claim.BackupBytes)} in the backup target");
        if (status.LastFailure is { } failure) Write(html, "Last failure", $"{Formats.Moment(failure)} ({Formats.Count(status.Failures, "failure", "failures")} seen)");
        Write(html, "Decided by", Formats.Capitalized(claim.EnabledBy.InWords() ?? "nobody"));
        Write(html, "Exempt by", claim.Exemption);
        Write(html, "Other schedules", claim.OtherSchedules.Count == 0 ? null : Code(string.Join(", ", claim.OtherSchedules)));
        if (status.ProtectedSince is { } since) Write(html, "Set up since", Formats.Moment(since));
        Write(html, "Volume", Code(claim.Volume));
        Write(html, "StorageClass", Code(story.StorageClass));
        html.Write($"</dl></section>");
    }

    private static void WriteRuns(HtmlWriter html, ClaimReport claim, DateTimeOffset now)
    {
        var at = now;
        for (var i = 0; i < RunsShown; i++)
        {
            at = claim.Status.Runs!.Next(at);
            html.Write($"""{(i == 0 ? "" : ", ")}<time datetime="{Formats.Machine(at)}">{Formats.Clock(at)}</time>""");
            if (i == 0) html.Write($" <small>in {Formats.Duration(at - now)}</small>");
        }
    }

    private static void Write(HtmlWriter html, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) html.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>");
    }

    private static void Write(HtmlWriter html, string name, Action<HtmlWriter>? value)
    {
        if (value is not null) html.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>");
    }

    private static Action<HtmlWriter>? Code(string? text) => string.IsNullOrEmpty(text) ? null : html => html.Write($"<code>{text}</code>");
}
