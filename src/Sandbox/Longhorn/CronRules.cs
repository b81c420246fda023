using System.Globalization;

namespace Sandbox.Longhorn;

// What Longhorn's cron parser rejects, in its words (robfig/cron 1.2, ParseStandard). It knows no time zones.
internal static class CronRules
{
    private const string Every = "@every ";

    private static readonly string[] Descriptors = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly Field[] Fields = [new(0, 59, []), new(0, 23, []), new(1, 31, []), new(1, 12, Months), new(0, 6, Weekdays)];

    // Null if the line is accepted.
    public static string? Problem(string line)
    {
        if (line.StartsWith('@')) return DescriptorProblem(line);
        var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields.Length) return $"Expected exactly {Fields.Length} fields, found {fields.Length}: {line}";
        return fields.Zip(Fields).SelectMany(pair => pair.First.Split(',', StringSplitOptions.RemoveEmptyEntries), (pair, part) => Problem(part, pair.Second))
            .FirstOrDefault(problem => problem is not null);
    }

    private static string? DescriptorProblem(string line)
    {
        if (Descriptors.Contains(line)) return null;
        if (!line.StartsWith(Every, StringComparison.Ordinal)) return $"Unrecognized descriptor: {line}";
        var text = line[Every.Length..];
        return GoDuration.Parse(text) is null ? $"Failed to parse duration {line}: time: invalid duration \"{text}\"" : null;
    }

    private static string? Problem(string part, Field field)
    {
        var (range, steps) = (part.Split('/'), 1);
        var bounds = range[0].Split('-');
        var (start, end) = (field.Min, field.Max);
        if (bounds[0] is not ("*" or "?"))
        {
            if (Read(bounds[0], field, out start) is { } badStart) return badStart;
            end = start;
            if (bounds.Length == 2 && Read(bounds[1], field, out end) is { } badEnd) return badEnd;
            if (bounds.Length > 2) return $"Too many hyphens: {part}";
        }

        if (range.Length > 2) return $"Too many slashes: {part}";
        if (range.Length == 2 && Read(range[1], field with { Names = [] }, out steps) is { } badStep) return badStep;
        if (range.Length == 2 && bounds.Length == 1) end = field.Max;
        if (start < field.Min) return $"Beginning of range ({start}) below minimum ({field.Min}): {part}";
        if (end > field.Max) return $"End of range ({end}) above maximum ({field.Max}): {part}";
        if (start > end) return $"Beginning of range ({start}) beyond end of range ({end}): {part}";
        return steps == 0 ? $"Step of range should be a positive number: {part}" : null;
    }

    private static string? Read(string text, Field field, out int number)
    {
        number = Array.IndexOf(field.Names, text.ToLowerInvariant());
        if (number >= 0)
        {
            number += field.Min;
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return $"Failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax";
        return number < 0 ? $"Negative number ({number}) not allowed: {text}" : null;
    }

    private sealed record Field(int Min, int Max, string[] Names);
}
