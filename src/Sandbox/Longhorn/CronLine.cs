using System.Globalization;

namespace Sandbox.Longhorn;

// The subset of cron that the tests need: numbers, lists, steps, * and ? for minute and hour,
// on every day, and the names for such lines.
internal sealed class CronLine
{
    private readonly bool[] _minutes;
    private readonly bool[] _hours;

    private CronLine(bool[] minutes, bool[] hours) => (_minutes, _hours) = (minutes, hours);

    // Null if the line uses anything else.
    public static CronLine? Read(string? line) =>
        Written(line)?.Split(' ') is [var minutes, var hours, "*" or "?", "*", "*" or "?"] && Field(minutes, 60) is { } minuteSet && Field(hours, 24) is { } hourSet
            ? new CronLine(minuteSet, hourSet)
            : null;

    private static string? Written(string? line) => line switch
    {
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => line,
    };

    // The first time after this one, in UTC.
    public DateTimeOffset After(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var next = new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, 0, TimeSpan.Zero).AddMinutes(1);
        while (!_minutes[next.Minute] || !_hours[next.Hour]) next = next.AddMinutes(1);
        return next;
    }

    private static bool[]? Field(string field, int count)
    {
        var set = new bool[count];
        foreach (var part in field.Split(','))
        {
            if (Part(part, count) is not var (start, step) || start >= count || step < 1) return null;
            for (var value = start; value < count; value += step) set[value] = true;
        }

        return set;
    }

    private static (int Start, int Step)? Part(string part, int count) => part.Split('/') switch
    {
        ["*" or "?"] => (0, 1),
        ["*", var text] when Number(text) is { } step => (0, step),
        [var text] when Number(text) is { } only => (only, count),
        [var text, var every] when Number(text) is { } start && Number(every) is { } step => (start, step),
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
