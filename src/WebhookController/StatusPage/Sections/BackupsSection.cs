using WebhookController.Core.Objects;
using WebhookController.Core.Report;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// The backups of a PVC, as a picture of when they were made and as a table.
internal static class BackupsSection
{
    private const int Shown = 50;
    private const int Width = 600;
    private const int Height = 22;
    private static readonly TimeSpan LongestPicture = TimeSpan.FromDays(60);
    private static readonly TimeSpan ShortestPicture = TimeSpan.FromDays(1);

    public static void Write(HtmlWriter html, PageContext page, ClaimStory story)
    {
        html.Write($"""<section aria-labelledby="backups"><h2 id="backups">Backups</h2>""");
        if (story.Backups.Count == 0) html.Write($"""<p class="empty">{(page.Report.Partial ? "They can't be read." : "There is none.")}</p>""");
        else
        {
            WritePicture(html, story.Backups, page.Now);
            html.Write($"""<table class="small"><thead><tr><th scope="col">When</th><th scope="col">State</th><th scope="col">Size</th><th scope="col">Made by</th></tr></thead><tbody>""");
            foreach (var backup in story.Backups.Take(Shown)) WriteRow(html, backup, story.Report?.Status.Job, page.Now);
            html.Write($"</tbody></table>");
            if (story.Backups.Count > Shown) html.Write($"<p>and {story.Backups.Count - Shown} older ones</p>");
        }
        html.Write($"</section>");
    }

    private static void WritePicture(HtmlWriter html, IReadOnlyList<Backup> backups, DateTimeOffset now)
    {
        var oldest = backups.Min(At);
        var span = now - oldest < ShortestPicture ? ShortestPicture : now - oldest > LongestPicture ? LongestPicture : now - oldest;
        html.Write($"""<svg class="history" viewBox="0 0 {Width + 8} {Height}" aria-hidden="true"><path class="axis" d="M4 {Height / 2}h{Width}"/>""");
        foreach (var backup in backups.Take(Shown))
        {
            var x = 4 + Width * (1 - Math.Clamp((now - At(backup)) / span, 0, 1));
            html.Write($"""<rect class="{BadgeOf(backup).Level}" x="{x - 2}" y="3" width="4" height="{Height - 6}" rx="2"/>""");
        }
        html.Write($"""</svg><p class="axis"><span>{Formats.Ago(span)}</span><span>now</span></p>""");
    }

    private static void WriteRow(HtmlWriter html, Backup backup, string? job, DateTimeOffset now)
    {
        var at = At(backup);
        html.Write($"""
            <tr><th scope="row"><time datetime="{Formats.Machine(at)}">{Formats.Moment(at)}</time> <small>{Formats.Ago(now - at)}</small></th><td>{BadgeOf(backup).WriteTo}{(backup.Error is { } error ? $" {Formats.Shorten(error)}" : "")}</td><td>{(backup.Size > 0 ? Formats.Size(backup.Size) : "–")}</td><td>{(backup.IsArchive ? "archive" : backup.Job is null ? "hand" : backup.Job == job ? "its job" : $"job {backup.Job}")}</td></tr>
            """);
    }

    private static DateTimeOffset At(Backup backup) => backup.Completed ?? backup.Created;

    private static Badge BadgeOf(Backup backup) => backup.State switch
    {
        BackupState.Completed => new(Badge.Good, "Complete"),
        BackupState.Failed => new(Badge.Critical, "Failed"),
        BackupState.Deleting => new(Badge.Off, "Being deleted"),
        BackupState.Unread => new(Badge.Off, "Not read yet"),
        _ => new(Badge.Notice, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Under way, {backup.Progress} %")),
    };
}
