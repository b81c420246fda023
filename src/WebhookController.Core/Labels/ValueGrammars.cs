using System.Globalization;

namespace WebhookController.Core.Labels;

/// <summary>The grammars that the label table is written in. Each value has exactly one spelling, but for the case of true and false.</summary>
public static class ValueGrammars
{
    /// <summary><c>true</c> or <c>false</c>, in upper or lower case: YAML, Helm and Python write them in several ways.</summary>
    public static ValueGrammar<bool> TrueOrFalse { get; } = new(
        static (text, _, out value) => (value = Is(text, "true")) || Is(text, "false"),
        _ => "true or false");

    /// <summary>A DNS-1123 label: 1 to 63 characters a-z 0-9 -, with no - at either end.</summary>
    public static ValueGrammar<string> DnsLabel { get; } = new(
        static (text, _, out value) => IsDnsLabel(value = text),
        _ => "1 to 63 of a-z, 0-9 and -, starting and ending with a letter or digit");

    /// <summary>HHMM on a 24-hour clock, or <c>auto</c>.</summary>
    public static ValueGrammar<StartTime> ClockTimeOrAuto { get; } = new(
        static (text, _, out value) =>
        {
            value = StartTime.Auto;
            if (text == StartTime.AutoText) return true;
            if (!TimeOnly.TryParseExact(text, "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return false;
            value = new(time);
            return true;
        },
        _ => $"a time HHMM from 0000 to 2359, for example 0030, or {StartTime.AutoText}")
    {
        Hint = static (text, _) => WithoutColon(text) is { } meant ? $"use {meant}, not {text}" : null,
    };

    /// <summary>YYYY-MM-DD, a day that exists.</summary>
    public static ValueGrammar<DateOnly> CalendarDate { get; } = new(
        static (text, _, out value) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value),
        _ => "a date YYYY-MM-DD that exists, for example 2027-07-11");

    /// <summary>A decimal number from <paramref name="least"/> to the limit, without sign or leading zeros.</summary>
    public static ValueGrammar<int> WholeNumber(int least, Func<Limits, int> most) => new(
        (text, limits, out value) => TryReadNumber(text, out value) && value >= least && value <= most(limits),
        limits => $"a whole number from {Print(least)} to {Print(most(limits))}")
    {
        Hint = (text, limits) => LeadingZeros(text, number => number >= least && number <= most(limits)),
    };

    /// <summary>A decimal number from <paramref name="least"/>, without sign or leading zeros. The ceiling is only named: whether a number above it
    /// is a mistake depends on the job, since a ceiling that was lowered makes none of what was allowed before.</summary>
    public static ValueGrammar<int> NumberFrom(int least, Func<Limits, int?> ceiling) => new(
        (text, _, out value) => TryReadNumber(text, out value) && value >= least,
        limits => ceiling(limits) is { } most ? $"a whole number from {Print(least)} to {Print(most)}" : $"a whole number, {Print(least)} or more")
    {
        Hint = (text, limits) => LeadingZeros(text, number => number >= least && !(number > ceiling(limits))),
    };

    /// <summary>One of a few numbers.</summary>
    public static ValueGrammar<int> OneOf(params int[] allowed) => new(
        (text, _, out value) => TryReadNumber(text, out value) && allowed.Contains(value),
        _ => $"{string.Join(", ", allowed[..^1].Select(Print))} or {Print(allowed[^1])}")
    {
        Hint = (text, _) => LeadingZeros(text, allowed.Contains),
    };

    /// <summary>Whether <paramref name="text"/> is a DNS-1123 label (RFC 1123 as Kubernetes reads it: lower case, at most 63).</summary>
    public static bool IsDnsLabel(string text)
    {
        if (text.Length is 0 or > 63 || text[0] == '-' || text[^1] == '-') return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        return true;
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    // 7:30 and 07:30 mean 0730.
    private static string? WithoutColon(string text) =>
        text.Split(':') is [{ Length: 1 or 2 } hours, { Length: 2 } minutes] && hours.PadLeft(2, '0') + minutes is var meant
        && TimeOnly.TryParseExact(meant, "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? meant
            : null;

    private static string? LeadingZeros(string text, Func<int, bool> isAllowed)
    {
        if (text is not ['0', _, ..] || !text.All(char.IsAsciiDigit)) return null;
        var meant = text.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        return TryReadNumber(meant, out var number) && isAllowed(number) ? $"leading zeros aren't allowed, use {meant}" : null;
    }

    private static bool TryReadNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && (text[0] != '0' || text.Length == 1);

    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);
}
