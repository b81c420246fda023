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
        var (mistakes, before) = (MistakesOf(change.After, change), MistakesOf(change.Before, change));
        List<Violation> denials = [.. mistakes.Where(violation => !before.Any(violation.IsSameMistakeAs))];
        if (AboveCeiling(change.After, change) is { } above && AboveCeiling(change.Before, change)?.IsSameMistakeAs(above) is not true) denials.Add(above);
        if (denials.Count > 0) return new Review(denials, []);
        IReadOnlyList<string> effects = LayerEffects.Of(change);
        return new Review([], mistakes.Count > 0 ? [WarningText.Line(change.Subject, MistakeIsLeft(change.InForce)), .. effects] : effects);
    }

    private static string MistakeIsLeft(Layer now) => now is { IsEnabledKnown: true, AreSettingsKnown: true }
        ? "an earlier mistake is left: what it said last without one stays in force"
        : "an earlier mistake is left: until it is corrected, jobs keep their settings";

    private static IReadOnlyList<Violation> MistakesOf(LabelSet? labels, LayerChange change) =>
        labels is null ? [] : LayerParser.Parse(labels, change.State.Keys, change.State.Limits).Violations;

    // Jobs are kept within a ceiling that Longhorn lowers later; only a new value above it is refused.
    private static Violation? AboveCeiling(LabelSet? labels, LayerChange change)
    {
        if (labels is null) return null;
        var (keys, limits) = (change.State.Keys, change.State.Limits);
        return LayerParser.Parse(labels, keys, limits).Settings.Retain is { } retain && limits.Refuse(retain)
            ? new(Condition.InvalidRetain, keys.Of(LabelTable.Retain), labels[keys.Of(LabelTable.Retain)], $"use {LabelTable.Retain.Allowed(limits)}")
            : null;
    }
}
