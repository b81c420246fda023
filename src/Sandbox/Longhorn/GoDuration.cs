using System.Globalization;
using System.Text.RegularExpressions;

namespace Sandbox.Longhorn;

// Durations as Go writes them: 1h30m, 720h0m0s.
internal static partial class GoDuration
{
    private static readonly Dictionary<string, double> Seconds = new()
    {
        ["h"] = 3600, ["m"] = 60, ["s"] = 1, ["ms"] = 1e-3, ["us"] = 1e-6, ["µs"] = 1e-6, ["ns"] = 1e-9,
    };

    public static TimeSpan? Parse(string text)
    {
        if (text == "0") return TimeSpan.Zero;
        if (!Format().IsMatch(text)) return null;
        var seconds = Part().Matches(text).Sum(part => double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * Seconds[part.Groups[2].Value]);
        return TimeSpan.FromSeconds(text.StartsWith('-') ? -seconds : seconds);
    }

    [GeneratedRegex(@"^[+-]?(\d+(\.\d*)?(h|ms|m|s|us|µs|ns))+$")]
    private static partial Regex Format();

    [GeneratedRegex(@"(\d+(?:\.\d*)?)(h|ms|m|s|us|µs|ns)")]
    private static partial Regex Part();
}
