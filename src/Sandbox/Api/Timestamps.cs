using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Api;

// Go's MicroTime always has six digits of a second, even if they are zero.
internal static partial class MicroTimes
{
    public static IEnumerable<Cause> InLease(JsonObject lease, JsonObject? old) =>
        Check(lease, "spec", "acquireTime").Concat(Check(lease, "spec", "renewTime"));

    public static IEnumerable<Cause> Check(JsonObject item, params string[] path)
    {
        if (item.Text(path) is { } time && !Format().IsMatch(time))
            yield return Cause.Invalid(string.Join('.', path), time, $"parsing time \"{time}\" as \"2006-01-02T15:04:05.000000Z07:00\"");
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Format();
}

internal static class Timestamp
{
    // As metav1.Time: whole seconds, UTC.
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
