using System.Globalization;

namespace WebhookController.Core.Labels;

/// <summary>The grammars that the label table is written in. Each value has exactly one spelling.</summary>
public static class ValueGrammars
{
    /// <summary><c>true</c> or <c>false</c>, in lower case.</summary>
    public static ValueGrammar<bool> TrueOrFalse { get; } = new(
        static (text, _, out value) => (value = text == "true") || text == "false",
        _ => "true or false");

    /// <summary>A DNS-1123 label: 1 to 63 characters a-z 0-9 -, with no - at either end.</summary>
    public static ValueGrammar<string> DnsLabel { get; } = new(
        static (text, _, out value) => IsDnsLabel(value = text),
        _ => "1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit");

    /// <summary>HHMM on a 24-hour clock.</summary>
    public static ValueGrammar<TimeOnly> ClockTime { get; } = new(
        static (text, _, out value) => TimeOnly.TryParseExact(text, "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value),
        _ => "a time HHMM from 0000 to 2359, for example 0030");

    /// <summary>YYYY-MM-DD, a day that exists.</summary>
    public static ValueGrammar<DateOnly> CalendarDate { get; } = new(
        static (text, _, out value) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value),
        _ => "a date YYYY-MM-DD that exists, for example 2027-07-11");

    /// <summary>A decimal number from <paramref name="least"/> to the limit, without sign or leading zeros.</summary>
    public static ValueGrammar<int> WholeNumber(int least, Func<Limits, int> most) => new(
        (text, limits, out value) => TryReadNumber(text, out value) && value >= least && value <= most(limits),
        limits => $"a whole number from {Print(least)} to {Print(most(limits))}");

    /// <summary>A decimal number from <paramref name="least"/>, without sign or leading zeros. The ceiling is only named: whether a number above it
    /// is a mistake depends on the job, since a ceiling that was lowered makes none of what was allowed before.</summary>
    public static ValueGrammar<int> NumberFrom(int least, Func<Limits, int?> ceiling) => new(
        (text, _, out value) => TryReadNumber(text, out value) && value >= least,
        limits => ceiling(limits) is { } most ? $"a whole number from {Print(least)} to {Print(most)}" : $"a whole number, {Print(least)} or more");

    /// <summary>One of a few numbers.</summary>
    public static ValueGrammar<int> OneOf(params int[] allowed) => new(
        (text, _, out value) => TryReadNumber(text, out value) && allowed.Contains(value),
        _ => $"{string.Join(", ", allowed[..^1].Select(Print))} or {Print(allowed[^1])}");

    /// <summary>Whether <paramref name="text"/> is a DNS-1123 label (RFC 1123 as Kubernetes reads it: lower case, at most 63).</summary>
    public static bool IsDnsLabel(string text)
    {
        if (text.Length is 0 or > 63 || text[0] == '-' || text[^1] == '-') return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        return true;
    }

    private static bool TryReadNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && (text[0] != '0' || text.Length == 1);

    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);
}
