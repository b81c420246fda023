using WebhookController.Core.Labels;
using WebhookController.Core.Layers;

namespace WebhookController.Core.Reviews;

/// <summary>Decides on the labels of a Namespace or StorageClass.</summary>
public static class LayerReview
{
    /// <summary>Refuses every mistake that the change introduces, all at once; else says what becomes of the PVCs below.</summary>
    public static Review Of(LayerChange change)
    {
        if (change.Before is { } old && old.Equals(change.After)) return Review.Allowed;
        var mistakes = MistakesOf(change.After, change);
        var before = MistakesOf(change.Before, change);
        var denials = mistakes.Where(violation => !before.Any(violation.IsSameMistakeAs)).ToList();
        if (denials.Count > 0) return new Review(denials, []);
        return mistakes.Count > 0
            ? new Review([], [WarningText.Line(change.Subject, "an earlier mistake is left: what it said last without one stays in force")])
            : new Review([], LayerEffects.Of(change));
    }

    // Jobs are kept within a ceiling that Longhorn lowers later; a new value above it is a mistake.
    private static IReadOnlyList<Violation> MistakesOf(LabelSet? labels, LayerChange change)
    {
        if (labels is null) return [];
        var (keys, limits) = (change.State.Keys, change.State.Limits);
        var layer = LayerParser.Parse(labels, keys, limits);
        return layer.Settings.Retain is { } retain && limits.Refuse(retain)
            ? [.. layer.Violations, new(Condition.InvalidRetain, keys.Of(LabelTable.Retain), labels[keys.Of(LabelTable.Retain)], $"use {LabelTable.Retain.Allowed(limits)}")]
            : layer.Violations;
    }
}
