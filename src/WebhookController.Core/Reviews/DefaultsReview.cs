using WebhookController.Core.Labels;
using WebhookController.Core.Layers;

namespace WebhookController.Core.Reviews;

/// <summary>Finds the mistakes in the ConfigMap of defaults.</summary>
public static class DefaultsReview
{
    /// <summary>The one mistake of a ConfigMap with more keys than are told apart.</summary>
    public static Violation TooLarge { get; } = new(
        Condition.UnknownLabel, DefaultsParser.ConfigMapName, $"more than {LabelParser.UnknownNamed} keys",
        $"use only {string.Join(", ", LabelTable.WithDefaults.Select(row => row.Name))}");

    /// <summary>Whether so many keys are too many.</summary>
    public static bool IsTooLarge(int keys) => keys > LabelParser.UnknownNamed;

    /// <summary>Every mistake in <paramref name="data"/>. A <c>retain</c> above Longhorn's ceiling is one; of two ConfigMaps, it is new where the other doesn't
    /// have it.</summary>
    public static IReadOnlyList<Violation> MistakesOf(LabelSet data, Limits limits)
    {
        var parsed = DefaultsParser.Parse(data, limits);
        return parsed.Settings.Retain is { } retain && limits.Refuse(retain)
            ? [.. parsed.Violations, new(Condition.InvalidRetain, LabelTable.Retain.Name, data[LabelTable.Retain.Name], $"use {LabelTable.Retain.Allowed(limits)}")]
            : parsed.Violations;
    }
}
