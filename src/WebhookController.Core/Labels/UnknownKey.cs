namespace WebhookController.Core.Labels;

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
