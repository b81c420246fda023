using System.Globalization;

namespace WebhookController.Core.Objects;

/// <summary>Errors as Longhorn writes them: of any length, and many lines.</summary>
public static class LonghornText
{
    /// <summary>The text as one line: it ends up in terminals, logs and Events.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>The beginning of the text, of at most <paramref name="length"/> UTF-16 units and never half a letter, which no JSON could hold.</summary>
    public static string Beginning(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

/// <summary>Times as Longhorn writes them: RFC 3339 in plain strings, <c>""</c> where there is none.</summary>
public static class LonghornTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The time as Longhorn writes it, without fractions of a second.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time, or null where the text holds none. Go's zero time is none.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1
            ? time
            : null;
}

/// <summary>Times that others wrote: by a node whose clock was wrong, or by hand. One in the future would pass for fresh until then.</summary>
public static class PlausibleTime
{
    // Clocks of nodes differ by less.
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>The time, or null where it is in the future.</summary>
    public static DateTimeOffset? At(DateTimeOffset? time, DateTimeOffset now) => time - now > Tolerance ? null : time;

    /// <summary>When a time that isn't plausible now becomes so; null where it is.</summary>
    public static DateTimeOffset? From(DateTimeOffset? time, DateTimeOffset now) => time - now > Tolerance ? time - Tolerance : null;
}

/// <summary>The first of several times, each of which may be missing.</summary>
internal static class Earliest
{
    public static DateTimeOffset? Of(params ReadOnlySpan<DateTimeOffset?> times)
    {
        DateTimeOffset? earliest = null;
        foreach (var time in times)
            if (earliest is null || time < earliest) earliest = time ?? earliest;
        return earliest;
    }
}
