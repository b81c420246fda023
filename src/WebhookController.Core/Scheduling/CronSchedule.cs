using System.Globalization;

namespace WebhookController.Core.Scheduling;

/// <summary>The cron line that runs a job every <c>interval</c> hours, one of the runs being at <c>start</c>.</summary>
public static class CronSchedule
{
    private const int HoursOfDay = 24;

    /// <summary>Five fields as robfig/cron's <c>ParseStandard</c> takes them, which is what Longhorn checks with (longhorn-manager
    /// <c>datastore/longhorn.go</c>). There <c>H/I</c> runs from H to 23 in steps of I, so H has to be the first run of the day: with a start
    /// of 0530 every 4 hours, 1.</summary>
    /// <param name="start">A time of day; its seconds don't count.</param>
    /// <param name="interval">Hours, a divisor of 24.</param>
    public static string Every(int interval, TimeOnly start) => interval == HoursOfDay
        ? string.Create(CultureInfo.InvariantCulture, $"{start.Minute} {start.Hour} * * ?")
        : string.Create(CultureInfo.InvariantCulture, $"{start.Minute} {start.Hour % interval}/{interval} * * ?");
}
