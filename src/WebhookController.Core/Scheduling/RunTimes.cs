using System.Globalization;

namespace WebhookController.Core.Scheduling;

/// <summary>When a job runs, day by day. The clock is that of the cluster's controller-manager, which is taken to be UTC.</summary>
/// <param name="First">The first run of a day.</param>
/// <param name="Interval">From one run to the next; divides a day.</param>
public sealed record RunTimes(TimeOnly First, TimeSpan Interval)
{
    /// <summary>In words, such as <c>every 4 hours from 00:30 UTC</c>.</summary>
    public override string ToString() => Interval == TimeSpan.FromDays(1)
        ? string.Create(CultureInfo.InvariantCulture, $"every day at {First:HH:mm} UTC")
        : string.Create(CultureInfo.InvariantCulture, $"every {Interval.TotalHours:0} hours from {First:HH:mm} UTC");

    /// <summary>The first run after <paramref name="time"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset time)
    {
        var midnight = new DateTimeOffset(time.UtcDateTime.Date, TimeSpan.Zero);
        var first = midnight + First.ToTimeSpan();
        if (time < first) return first;
        return first + (Math.Floor((time - first) / Interval) + 1) * Interval;
    }
}
