using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Reviews;

/// <summary>What mutating admission makes of a PVC.</summary>
/// <param name="Denial">A value that can only be refused here; null where there is none.</param>
/// <param name="Labels">The labels to set.</param>
public sealed record Normalized(Violation? Denial, IReadOnlyList<KeyValuePair<string, string>> Labels)
{
    /// <summary>Nothing to change.</summary>
    public static Normalized Nothing { get; } = new(null, []);
}

/// <summary>The little that is put right without asking. EffectiveDefaults are never written into labels: a change of the ConfigMap must go on
/// reaching every PVC.</summary>
public static class Normalization
{
    private static readonly LabelRow[] TrueOrFalse = [LabelTable.Enabled, LabelTable.Archive];

    /// <summary>Denies a start with a colon, lowers the case of True and FALSE, and names a PVC after itself on opt-in.</summary>
    public static Normalized Of(ClaimChange change)
    {
        if (change.After.Deleting || change.Scope == Scope.NotLonghorn || !change.TouchesLabels) return Normalized.Nothing;
        if (StartWithColon(change) is { } denial) return new Normalized(denial, []);

        List<KeyValuePair<string, string>>? labels = null;
        foreach (var row in TrueOrFalse)
            if (LowerCase(change, row) is { } lower) (labels ??= []).Add(new(change.Keys.Of(row), lower));
        if (OwnName(change) is { } name) (labels ??= []).Add(new(change.Keys.Name, name));
        return labels is null ? Normalized.Nothing : new Normalized(null, labels);
    }

    // The API server refuses a colon in a label with its regular expression; only mutating admission comes before it.
    private static Violation? StartWithColon(ClaimChange change)
    {
        var key = change.Keys.Of(LabelTable.Start);
        if (!change.Sets(LabelTable.Start) || change.After.Labels[key] is not { } value || !value.Contains(':', StringComparison.Ordinal)) return null;

        var meant = value.Split(':') is [{ Length: 1 or 2 } hours, { Length: 2 } minutes] ? hours.PadLeft(2, '0') + minutes : "";
        var advice = LabelTable.Start.Grammar.TryRead(meant, change.State.Limits, out _)
            ? $"use {meant}, not {value}"
            : $"use {LabelTable.Start.Allowed(change.State.Limits)}";
        return new Violation(Condition.InvalidStart, key, value, advice);
    }

    private static string? LowerCase(ClaimChange change, LabelRow row) =>
        change.After.Labels[change.Keys.Of(row)] is { } value && value.ToLowerInvariant() is ("true" or "false") and var lower && lower != value
            ? lower
            : null;

    private static string? OwnName(ClaimChange change)
    {
        var enabled = change.Keys.Of(LabelTable.Enabled);
        var optsIn = IsTrue(change.After.Labels[enabled]) && !IsTrue(change.Before?.Labels[enabled]);
        var own = change.After.Key.Name;
        return optsIn && change.After.Labels[change.Keys.Name] is null && ValueGrammars.IsDnsLabel(own) ? own : null;
    }

    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
