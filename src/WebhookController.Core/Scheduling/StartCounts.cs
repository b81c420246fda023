namespace WebhookController.Core.Scheduling;

/// <summary>How many jobs start when, over a day: kept by adding and removing the runs of single jobs.</summary>
public sealed class StartCounts
{
    /// <summary>More jobs than this in one minute are too many: they want a spread start.</summary>
    public const int Crowded = 50;

    private const int HoursOfDay = 24;
    private const int MinutesOfHour = 60;

    private readonly int[] _byMinute = new int[HoursOfDay * MinutesOfHour];

    /// <summary>The most jobs that start in one and the same minute.</summary>
    public int Peak => _byMinute.Max();

    /// <summary>The first minute of a day in which so many start.</summary>
    public TimeOnly PeakAt => TimeOnly.MinValue.AddMinutes(Array.IndexOf(_byMinute, Peak));

    /// <summary>How many runs start in an hour of the day, 0 to 23.</summary>
    public int InHour(int hour) => _byMinute.AsSpan(hour * MinutesOfHour, MinutesOfHour).ToArray().Sum();

    /// <summary>How many runs start in a part of the day: from <paramref name="from"/> on, and before <paramref name="to"/>, both in minutes since midnight.</summary>
    public int Between(int from, int to) => _byMinute.AsSpan(from..to).ToArray().Sum();

    /// <summary>Adds the runs of a job.</summary>
    public void Add(RunTimes runs) => Count(runs, +1);

    /// <summary>Removes the runs of a job that were added.</summary>
    public void Remove(RunTimes runs) => Count(runs, -1);

    private void Count(RunTimes runs, int sign)
    {
        for (var at = runs.First.ToTimeSpan(); at < TimeSpan.FromDays(1); at += runs.Interval) _byMinute[(int)at.TotalMinutes] += sign;
    }
}
