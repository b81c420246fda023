namespace WebhookController.Core.Labels;

/// <summary>Reads rows of the label table out of a set of keys and values, collecting what is wrong on the way.</summary>
internal sealed class ValueReader(Func<string, string?> valueOf, Func<LabelRow, string> keyOf, Limits limits)
{
    private List<Violation>? _violations;

    public IReadOnlyList<Violation> Violations => _violations ?? (IReadOnlyList<Violation>)[];

    public T? Value<T>(LabelRow<T> row) where T : struct => TryRead(row, out var value) ? value : null;

    public string? Text(LabelRow<string> row) => TryRead(row, out var value) ? value : null;

    public void Add(Violation violation) => (_violations ??= []).Add(violation);

    public SettingsOverrides Settings() => new()
    {
        Retain = Value(LabelTable.Retain),
        Interval = Value(LabelTable.Interval),
        Start = Value(LabelTable.Start),
        FullBackupInterval = Value(LabelTable.FullBackupInterval),
        Concurrency = Value(LabelTable.Concurrency),
    };

    /// <summary>Adds the keys under our prefix that mean nothing, of which <paramref name="known"/> are the ones that do here.</summary>
    public void AddUnknown(LabelSet labels, LabelKeys keys, IEnumerable<LabelRow> known)
    {
        var unknown = 0;
        foreach (var (key, value) in labels)
            if (keys.IsOurs(key) && !keys.IsKnown(key) && ++unknown <= LabelParser.UnknownNamed)
                Add(UnknownKey.Violation(key, value, key[keys.Prefix.Length..], known, keys.Prefix));
        if (unknown > LabelParser.UnknownNamed) Add(UnknownKey.Others(unknown - LabelParser.UnknownNamed, known, keys.Prefix));
    }

    private bool TryRead<T>(LabelRow<T> row, out T value)
    {
        var key = keyOf(row);
        if (valueOf(key) is not { } text) { value = default!; return false; }
        if (row.Grammar.TryRead(text, limits, out value)) return true;
        Add(new Violation(row.Condition, key, text, row.Grammar.Hint(text, limits) ?? $"use {row.Allowed(limits)}"));
        return false;
    }
}

/// <summary>A key that means nothing, answered with the one that was probably meant.</summary>
internal static class UnknownKey
{
    public static Violation Violation(string key, string value, string name, IEnumerable<LabelRow> known, string prefix)
    {
        var names = known.Select(row => row.Name).ToList();
        var advice = NearestKey.To(name, names) is { } nearest
            ? $"there is no such key, did you mean {prefix}{nearest}?"
            : $"there is no such key, use one of {string.Join(", ", names)}";
        return new Violation(Condition.UnknownLabel, key, value, advice);
    }

    public static Violation Others(int count, IEnumerable<LabelRow> known, string prefix) =>
        new(Condition.UnknownLabel, $"{prefix}*", $"{count} more keys", $"use only {string.Join(", ", known.Select(row => row.Name))}");
}
