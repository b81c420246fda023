using System.Globalization;

namespace Sandbox.Api;

internal static class Timestamp
{
    /// <summary>As metav1.Time: whole seconds, UTC.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
