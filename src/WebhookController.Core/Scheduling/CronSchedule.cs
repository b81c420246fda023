using System.Collections.Concurrent;
using System.Globalization;

namespace WebhookController.Core.Scheduling;

/// <summary>The cron line that runs a job every <c>interval</c> hours, one of the runs being at <c>start</c>.</summary>
public static class CronSchedule
{
    private const int HoursOfDay = 24;
    private const int MinutesOfHour = 60;
    private const string EveryDay = " * * ?";

    // Ten thousand PVCs ask for the same few lines at each pass; there can't be more than there are minutes in a day, for each interval.
    private static readonly ConcurrentDictionary<(int Interval, int Start), string> Lines = new();

    /// <summary>Five fields as robfig/cron's <c>ParseStandard</c> takes them, which is what Longhorn checks with (longhorn-manager
    /// <c>datastore/longhorn.go</c>). There <c>H/I</c> runs from H to 23 in steps of I, so H has to be the first run of the day: with a start
    /// of 0530 every 4 hours, 1.</summary>
    /// <param name="start">A time of day; its seconds don't count.</param>
    /// <param name="interval">Hours, a divisor of 24.</param>
    public static string Every(int interval, TimeOnly start) => Lines.GetOrAdd((interval, start.Hour * MinutesOfHour + start.Minute), static times =>
        Write(times.Interval, TimeOnly.MinValue.AddMinutes(times.Start)));

    private static string Write(int interval, TimeOnly start) => interval == HoursOfDay
        ? string.Create(CultureInfo.InvariantCulture, $"{start.Minute} {start.Hour}{EveryDay}")
        : string.Create(CultureInfo.InvariantCulture, $"{start.Minute} {start.Hour % interval}/{interval}{EveryDay}");

    /// <summary>When a job with this cron line runs, or null where the line is none of those that <see cref="Every"/> writes: somebody else's
    /// may be anything.</summary>
    public static RunTimes? Read(string line)
    {
        var text = line.AsSpan();
        if (!text.EndsWith(EveryDay, StringComparison.Ordinal)) return null;
        text = text[..^EveryDay.Length];
        var space = text.IndexOf(' ');
        if (space < 0 || !TryRead(text[..space], MinutesOfHour - 1, out var minute)) return null;
        var hours = text[(space + 1)..];
        var slash = hours.IndexOf('/');
        if (slash < 0) return TryRead(hours, HoursOfDay - 1, out var hour) ? new RunTimes(new TimeOnly(hour, minute), TimeSpan.FromHours(HoursOfDay)) : null;

        return TryRead(hours[(slash + 1)..], HoursOfDay, out var interval) && interval > 0 && HoursOfDay % interval == 0
            && TryRead(hours[..slash], interval - 1, out var first)
            ? new RunTimes(new TimeOnly(first, minute), TimeSpan.FromHours(interval))
            : null;
    }

    private static bool TryRead(ReadOnlySpan<char> text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
}
