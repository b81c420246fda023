using Benchmarks.Report;

namespace Benchmarks.Measures;

internal static class Timing
{
    private const int Runs = 7;

    // What takes this long once isn't asked again and again.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(5);

    /// The median of a few runs in milliseconds, after one that isn't counted unless it took long.
    public static double Milliseconds(Action action)
    {
        var first = Once(action);
        if (first > Enough.TotalMilliseconds) return first;
        var (times, started) = (new List<double>(), TimeProvider.System.GetTimestamp());
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
