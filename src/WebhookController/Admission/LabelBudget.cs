using WebhookController.Core.Labels;

namespace WebhookController.Admission;

/// The API server lets a PVC have megabytes of labels. Nobody means that, and reviewing them one by one would cost seconds.
internal static class LabelBudget
{
    private const int MaxCharacters = 8 * 1024;

    public static bool IsExceededBy(LabelSet? labels)
    {
        if (labels is null) return false;
        var characters = 0;
        foreach (var (key, value) in labels) characters += key.Length + value.Length;
        return characters > MaxCharacters;
    }

    public static Violation Violation(LabelSet labels, LabelKeys keys) =>
        new(Condition.UnknownLabel, $"{keys.Prefix}*", $"{labels.Count} labels",
            $"use only {string.Join(", ", LabelTable.All.Select(row => row.Name))}");
}
