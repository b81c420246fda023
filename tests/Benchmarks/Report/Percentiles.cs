namespace Benchmarks.Report;

internal static class Percentiles
{
    /// By nearest rank.
    public static double Of(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Count) - 1)];
    }

    public static double Median(IEnumerable<double> values) => Of(values, 50);
}
