using WebhookController.Core.Scheduling;
using WebhookController.StatusPage.Html;

namespace WebhookController.StatusPage.Sections;

// How many backups start in each hour from now on: as a picture, in a sentence, and as a table.
internal static class StartsPicture
{
    private const int MinutesOfHour = 60;
    private const int MinutesOfDay = 24 * MinutesOfHour;
    private const int BarWidth = 12;
    private const int Height = 96;
    private const int Above = 14;
    private const int DigitWidth = 7;
    private const int LastLabelled = 22;

    public static void Write(HtmlWriter html, PageContext page)
    {
        var (starts, hours) = (page.Report.Starts, HoursFrom(page.Now, page.Report.Starts).ToList());
        var (all, most) = (hours.Sum(hour => hour.Starts), Math.Max(1, hours.Max(hour => hour.Starts)));
        html.Write($"""<section aria-labelledby="starts"><h2 id="starts">Next 24 hours</h2>""");
        if (all == 0)
        {
            html.Write($"""<p class="empty">No backup is due.</p></section>""");
            return;
        }
        html.Write($"""
            <svg class="starts" viewBox="0 0 {hours.Count * BarWidth} {Height + Above + 16}" role="img" aria-labelledby="starts-title starts-text"><title id="starts-title">Backups that start in each hour</title><desc id="starts-text">{Sentence(starts, all)}</desc>
            """);
        for (var i = 0; i < hours.Count; i++) WriteBar(html, i, hours[i], most);
        WriteFigures(html, hours, most);
        html.Write($"""
            </svg><p>{Sentence(starts, all)}{(starts.Peak > StartCounts.Crowded ? " The setting start=auto spreads them." : "")}</p>
            <details id="starts-table"><summary>As a table</summary><table class="small"><thead><tr><th scope="col">From (UTC)</th><th scope="col">Starts</th></tr></thead><tbody>
            """);
        foreach (var hour in hours)
            if (hour.Starts > 0) html.Write($"""<tr><th scope="row"><time datetime="{Formats.Machine(hour.From)}">{Formats.Clock(hour.From)}</time></th><td>{hour.Starts}</td></tr>""");
        html.Write($"</tbody></table></details></section>");
    }

    // The first and the last are parts of one hour of the day.
    public static IEnumerable<(DateTimeOffset From, int Starts)> HoursFrom(DateTimeOffset now, StartCounts starts)
    {
        // What starts in this very minute has started.
        var first = (int)now.UtcDateTime.TimeOfDay.TotalMinutes + 1;
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        for (int from = first, end = first + MinutesOfDay; from < end;)
        {
            var to = Math.Min((from / MinutesOfHour + 1) * MinutesOfHour, end);
            var minute = from % MinutesOfDay;
            yield return (midnight.AddMinutes(from), starts.Between(minute, minute + to - from));
            from = to;
        }
    }

    private static void WriteBar(HtmlWriter html, int place, (DateTimeOffset From, int Starts) hour, int most)
    {
        var (x, height) = (place * BarWidth, hour.Starts == 0 ? 1 : Math.Max(3, hour.Starts * (double)Height / most));
        html.Write($"""<rect class="{(hour.Starts == 0 ? "nothing" : "bar")}" x="{x + 1}" y="{Height + Above - height}" width="{BarWidth - 2}" height="{height}" rx="2"/>""");
        if (place is > 0 and < LastLabelled && hour.From.UtcDateTime.Hour % 6 == 0) html.Write($"""<text class="hour" x="{x}" y="{Height + Above + 13}">{Formats.Clock(hour.From)}</text>""");
    }

    // The fullest hours, as far as there is room for their figures.
    private static void WriteFigures(HtmlWriter html, List<(DateTimeOffset From, int Starts)> hours, int most)
    {
        var (digits, free) = (Formats.Number(most).Length, 0);
        for (var i = 0; i < hours.Count; i++)
        {
            if (hours[i].Starts * 2 <= most || i < free) continue;
            free = i + 1 + digits * DigitWidth / BarWidth;
            var x = Math.Clamp(i * BarWidth + BarWidth / 2, digits * DigitWidth / 2, hours.Count * BarWidth - digits * DigitWidth / 2);
            html.Write($"""<text x="{x}" y="{Height + Above - hours[i].Starts * (double)Height / most - 3}">{Formats.Number(hours[i].Starts)}</text>""");
        }
    }

    private static string Sentence(StartCounts starts, int all) =>
        $"{Formats.Count(all, "backup starts", "backups start")} within 24 hours. The fullest minute is {starts.PeakAt.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)} UTC, with {Formats.Count(starts.Peak, "start", "starts")}.";
}
