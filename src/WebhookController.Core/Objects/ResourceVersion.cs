namespace WebhookController.Core.Objects;

/// <summary>Compares <c>metadata.resourceVersion</c>s: decimal numbers that grow, and so longer means later.</summary>
public static class ResourceVersion
{
    /// <summary>Whether <paramref name="version"/> is older than <paramref name="other"/>. Versions that aren't numbers are never older: what
    /// was read last then counts.</summary>
    public static bool IsOlder(string version, string other) =>
        IsNumber(version) && IsNumber(other) && (version.Length, other.Length) switch
        {
            var (a, b) when a != b => a < b,
            _ => string.CompareOrdinal(version, other) < 0,
        };

    /// <summary>The later of two versions.</summary>
    public static string Later(string version, string other) => IsOlder(version, other) ? other : version;

    private static bool IsNumber(string version) => version.Length > 0 && version.All(char.IsAsciiDigit);
}
