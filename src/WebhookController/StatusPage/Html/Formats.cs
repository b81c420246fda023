using System.Globalization;

namespace WebhookController.StatusPage.Html;

// Times, durations and sizes as people read them. All times are UTC, as Longhorn's schedules are.
internal static class Formats
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => "less than a minute",
        { TotalMinutes: < 60 } => Text($"{(int)span.TotalMinutes} min"),
        { TotalHours: < 3 } when span.Minutes > 0 => Text($"{(int)span.TotalHours} h {span.Minutes} min"),
        { TotalHours: < 48 } => Text($"{(int)span.TotalHours} h"),
        _ => Text($"{(int)span.TotalDays} d"),
    };

    public static string Ago(TimeSpan age) => age < TimeSpan.FromMinutes(1) ? "just now" : $"{Duration(age)} ago";

    public static string Every(TimeSpan interval) => interval == TimeSpan.FromDays(1) ? "every day" : interval == TimeSpan.FromHours(1) ? "every hour" : $"every {Duration(interval)}";

    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Size(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < Units.Length - 1; unit++) size /= 1024;
        return Text($"{size:0.#} {Units[unit]}");
    }

    public static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : Text($"{number:#,0} {many}");

    public static string Number(int number) => Text($"{number:#,0}");

    public static string Percent(double share) => Text($"{Math.Floor(share * 1000) / 10:0.#} %");

    // An error of Longhorn's or of a bucket may be a whole page.
    public static string Shorten(string text, int length = 400) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");

    public static string Capitalized(string text) => text.Length == 0 ? text : string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
