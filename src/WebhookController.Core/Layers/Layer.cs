using WebhookController.Core.Labels;

namespace WebhookController.Core.Layers;

/// <summary>What a Namespace or a StorageClass says for the PVCs below it.</summary>
/// <param name="Enabled">Whether PVCs that don't say so themselves are backed up; null where it doesn't speak of that.</param>
/// <param name="Settings">The settings it speaks of.</param>
/// <param name="Violations">What is wrong with its labels; empty where it is in force as it is.</param>
public sealed record Layer(bool? Enabled, SettingsOverrides Settings, IReadOnlyList<Violation> Violations)
{
    /// <summary>One without a label of ours.</summary>
    public static Layer Silent { get; } = new(null, SettingsOverrides.None, []);

    /// <summary>One that is there and could never be read.</summary>
    public static Layer Unknown { get; } = Silent with { IsEnabledKnown = false, AreSettingsKnown = false };

    /// <summary>Whether it is known what it says of <c>enabled</c>. If it isn't, nothing is decided for the PVCs below it that say nothing themselves.</summary>
    public bool IsEnabledKnown { get; private init; } = true;

    /// <summary>Whether all its settings are known. If they aren't, jobs that exist keep what their PVC doesn't set itself.</summary>
    public bool AreSettingsKnown { get; private init; } = true;

    private bool IsKnown => IsEnabledKnown && AreSettingsKnown;

    /// <summary>The layer after its object was read with these labels. One with a mistake leaves in force what was last said without one. Longhorn's ceiling
    /// makes no mistake of a <c>retain</c>: jobs are kept within it.</summary>
    /// <param name="before">The layer so far; null where nothing was read of it before.</param>
    /// <param name="labels">The labels of ours on the object.</param>
    /// <param name="keys">The label keys in force.</param>
    public static Layer After(Layer? before, LabelSet labels, LabelKeys keys)
    {
        if (labels.Count == 0) return Silent;
        var read = LayerParser.Parse(labels, keys, Limits.Unknown);
        if (read.Violations.Count == 0) return read;
        if (before is { IsKnown: true }) return before with { Violations = read.Violations };
        return read with { IsEnabledKnown = read.Enabled is not null || labels[keys.Of(LabelTable.Enabled)] is null, AreSettingsKnown = false };
    }
}
