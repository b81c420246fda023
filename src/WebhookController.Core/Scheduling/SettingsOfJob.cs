using System.Globalization;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Scheduling;

/// <summary>Reads the settings of a job back, as if a layer of defaults had said them.</summary>
public static class SettingsOfJob
{
    private const int HighestConcurrency = 100;

    /// <summary>What <paramref name="spec"/> sets, as far as labels and defaults can say it: a value that they can't say was put there by
    /// somebody else, and isn't kept.</summary>
    public static SettingsOverrides Read(JobSpec spec)
    {
        var runs = CronSchedule.Read(spec.Cron);
        return new SettingsOverrides
        {
            Retain = spec.Retain >= 1 ? spec.Retain : null,
            Interval = runs is null ? null : (int)runs.Interval.TotalHours,
            Start = runs is null ? null : new(runs.First),
            FullBackupInterval = int.TryParse(spec.FullBackupInterval, NumberStyles.None, CultureInfo.InvariantCulture, out var every) ? every : null,
            Concurrency = spec.Concurrency is >= 1 and <= HighestConcurrency ? spec.Concurrency : null,
        };
    }
}
