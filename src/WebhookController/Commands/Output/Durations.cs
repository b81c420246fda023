using System.Globalization;

namespace WebhookController.Commands.Output;

// Durations and sizes as people say them.
internal static class Durations
{
    public static string Short(TimeSpan? duration) => duration switch
    {
        null => "–",
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } minutes => Text($"{(int)minutes.TotalMinutes} min"),
        { TotalDays: < 2 } hours => hours.Minutes == 0 ? Text($"{(int)hours.TotalHours} h") : Text($"{(int)hours.TotalHours} h {hours.Minutes} min"),
        { } days => Text($"{(int)days.TotalDays} d"),
    };

    public static string Size(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1024 && unit < units.Length - 1; unit++) value /= 1024;
        return Text($"{value:0.#} {units[unit]}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
