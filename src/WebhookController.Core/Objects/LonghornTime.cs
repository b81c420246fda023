using System.Globalization;

namespace WebhookController.Core.Objects;

/// <summary>Times as Longhorn writes them: RFC 3339 in plain strings, <c>""</c> where there is none.</summary>
public static class LonghornTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The time, or null where the text holds none. Go's zero time is none.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1
            ? time
            : null;
}
