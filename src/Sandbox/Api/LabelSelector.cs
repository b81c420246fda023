namespace Sandbox.Api;

// The label selector of a query: a=b,c!=d,e in (f,g),h,!i.
internal static class LabelSelector
{
    public static Func<IReadOnlyDictionary<string, string>, bool> Parse(string text)
    {
        var requirements = Split(text).Select(Requirement).ToList();
        return labels => requirements.TrueForAll(holds => holds(labels));
    }

    private static Func<IReadOnlyDictionary<string, string>, bool> Requirement(string text)
    {
        if (text.StartsWith('!')) return labels => !labels.ContainsKey(text[1..].Trim());
        if (Cut(text, " notin ") is { } notIn) return labels => !(labels.TryGetValue(notIn.Key, out var value) && Set(notIn.Value).Contains(value));
        if (Cut(text, " in ") is { } inSet) return labels => labels.TryGetValue(inSet.Key, out var value) && Set(inSet.Value).Contains(value);
        if (Cut(text, "!=") is { } not) return labels => !(labels.TryGetValue(not.Key, out var value) && value == not.Value);
        if ((Cut(text, "==") ?? Cut(text, "=")) is { } equal) return labels => labels.TryGetValue(equal.Key, out var value) && value == equal.Value;
        return labels => labels.ContainsKey(text);
    }

    private static (string Key, string Value)? Cut(string text, string at) =>
        text.IndexOf(at, StringComparison.Ordinal) is var i and >= 0 ? (text[..i].Trim(), text[(i + at.Length)..].Trim()) : null;

    private static string[] Set(string text) => text.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries);

    // Commas inside parentheses belong to a set.
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(') depth++;
            if (i < text.Length && text[i] == ')') depth--;
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            if (text[start..i].Trim() is { Length: > 0 } part) yield return part;
            start = i + 1;
        }
    }
}
