using System.Globalization;

namespace Benchmarks.Report;

internal static class Number
{
    /// With about three digits: nobody reads more.
    public static string Text(double value, string unit)
    {
        var digits = Math.Abs(value) switch { 0 => "0", < 10 => "0.##", < 100 => "0.#", _ => "#,0" };
        return $"{value.ToString(digits, CultureInfo.InvariantCulture)} {unit}".TrimEnd();
    }

    public static string Milliseconds(double value) => Text(value, "ms");

    public static string Seconds(double seconds) => Text(seconds, "s");
}
