using Benchmarks.Report;

namespace Benchmarks.Measures;

internal static class Timing
{
    private const int Runs = 7;

    // What takes this long once isn't asked again and again.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(5);

    // The compiler takes its time to make fast what runs often.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// The median of a few runs in milliseconds, after some that aren't counted; or the only run, if it took long.
    public static double Milliseconds(Action action)
    {
        var started = TimeProvider.System.GetTimestamp();
        var first = Once(action);
        if (first > Enough.TotalMilliseconds) return first;
        while (TimeProvider.System.GetElapsedTime(started) < WarmUp) Once(action);

        var times = new List<double>();
        started = TimeProvider.System.GetTimestamp();
        while (times.Count < Runs && TimeProvider.System.GetElapsedTime(started) < Enough) times.Add(Once(action));
        return Percentiles.Median(times);
    }

    private static double Once(Action action)
    {
        GC.Collect();
        var started = TimeProvider.System.GetTimestamp();
        action();
        return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
    }
}
