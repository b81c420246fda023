namespace WebhookController.Core.Labels;

/// <summary>A label selector as <c>kubectl get -l</c> takes it: requirements, all of which an object has to meet.</summary>
public sealed class LabelSelector
{
    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelSelector(string text, IReadOnlyList<Requirement> requirements) => (Text, _requirements) = (text, requirements);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The labels that it looks at.</summary>
    public IEnumerable<string> Keys => _requirements.Select(requirement => requirement.Key);

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(LabelSet labels)
    {
        foreach (var requirement in _requirements)
            if (!requirement.IsMetBy(labels[requirement.Key])) return false;
        return true;
    }

    /// <summary>Reads a selector: <c>a=b</c>, <c>a!=b</c>, <c>a in (b,c)</c>, <c>a notin (b,c)</c>, <c>a</c> and <c>!a</c>, with commas between them. Null where
    /// <paramref name="text"/> is none, or has no requirement: it would select everything.</summary>
    public static LabelSelector? Read(string text)
    {
        var requirements = new List<Requirement>();
        foreach (var part in Parts(text))
        {
            if (Requirement.Read(part.Trim()) is not { } requirement) return null;
            requirements.Add(requirement);
        }
        return new LabelSelector(text.Trim(), requirements);
    }

    // At the commas that aren't between parentheses.
    private static IEnumerable<string> Parts(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != ',' || depth != 0) continue;
            yield return text[start..i];
            start = i + 1;
        }
        yield return text[start..];
    }

    // No values: the label has to be there, or not to be.
    private sealed record Requirement(string Key, bool Negated, IReadOnlyList<string>? Values)
    {
        private static readonly (string Operator, bool Negated)[] Equality = [("!=", true), ("==", false), ("=", false)];

        // As in Kubernetes, an object without the label meets a != b and a notin (b).
        public bool IsMetBy(string? value) => (Values is null ? value is not null : value is not null && Values.Contains(value)) != Negated;

        public static Requirement? Read(string text)
        {
            if (text is [.. var set, ')']) return OfSet(set);
            foreach (var (sign, negated) in Equality)
                if (text.IndexOf(sign, StringComparison.Ordinal) is > 0 and var at) return Of(text[..at], negated, [text[(at + sign.Length)..]]);
            return text is ['!', .. var absent] ? Of(absent, true, null) : Of(text, false, null);
        }

        // Of "(," two values are read, both empty; of "(" none is, which is a mistake.
        private static Requirement? OfSet(string text) =>
            text.Split('(', 2) is [var left, var values] && !string.IsNullOrWhiteSpace(values)
            && left.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries) is [var key, ("in" or "notin") and var how]
                ? Of(key, how == "notin", values.Split(','))
                : null;

        private static Requirement? Of(string key, bool negated, string[]? values)
        {
            (key, values) = (key.Trim(), values?.Select(value => value.Trim()).ToArray());
            return LabelSyntax.IsKey(key) && values?.All(LabelSyntax.IsValue) is not false ? new(key, negated, values) : null;
        }
    }
}

/// <summary>What Kubernetes takes as keys and values of labels (apimachinery, util/validation).</summary>
public static class LabelSyntax
{
    private const int LongestName = 63;
    private const int LongestPrefix = 253;

    /// <summary>Whether <paramref name="text"/> is a label's value: at most 63 of a-z A-Z 0-9 - _ . with a letter or digit at both ends, or nothing.</summary>
    public static bool IsValue(string text) => text.Length == 0 || IsName(text);

    /// <summary>Whether <paramref name="text"/> is a label's key: a name, after a DNS subdomain and <c>/</c> or without.</summary>
    public static bool IsKey(string text) => text.Split('/') switch
    {
        [var name] => IsName(name),
        [var prefix, var name] => prefix.Length <= LongestPrefix && prefix.Split('.').All(IsPartOfPrefix) && IsName(name),
        _ => false,
    };

    // Of any length, as long as the whole isn't longer than it may be.
    private static bool IsPartOfPrefix(string text) =>
        text is [not '-', ..] and [.., not '-'] && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
