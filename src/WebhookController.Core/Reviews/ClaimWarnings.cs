using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;

namespace WebhookController.Core.Reviews;

/// <summary>What is allowed but should be known. Each line stays under the 120 characters that kubectl shows well.</summary>
public static class ClaimWarnings
{
    private static readonly Func<ClaimChange, string?>[] Rules =
    [
        IsNotOnLonghorn,
        SaysNothing,
        OptsOut,
        Renames,
        RetentionWarning.LowersRetention,
        IsDatedInThePast,
        ArchiveWarnings.StartsEmpty,
        ArchiveWarnings.HasPredecessor,
        ArchiveWarnings.GivesArchiveUp,
        EffectWarnings.MakesNoBackups,
        EffectWarnings.IsOnTwoSchedules,
    ];

    /// <summary>Every warning that the change earns.</summary>
    public static IReadOnlyList<string> For(ClaimChange change)
    {
        List<string>? warnings = null;
        foreach (var rule in Rules)
            if (rule(change) is { } warning) (warnings ??= []).Add(warning);

        return warnings ?? (IReadOnlyList<string>)[];
    }

    private static string? IsNotOnLonghorn(ClaimChange change) => change.Scope == Scope.NotLonghorn && change.After.Labels.Count > 0
        ? "this PVC is not on Longhorn: its backup labels have no effect"
        : null;

    private static string? SaysNothing(ClaimChange change)
    {
        var enabled = change.Keys.Of(LabelTable.Enabled);
        return change.Scope == Scope.Longhorn && change.After.Labels[enabled] is null
            ? $"this PVC is not backed up: label it {enabled}=true, or =false if that is meant"
            : null;
    }

    private static string? OptsOut(ClaimChange change) => change.Scope != Scope.NotLonghorn && change.Intent.OptedOut && change.WantedBefore is { } job
        ? $"job {job} will be deleted; the backups it made stay, but no new ones are made"
        : null;

    private static string? Renames(ClaimChange change) =>
        change.Scope != Scope.NotLonghorn && change is { WantedBefore: { } before, WantedAfter: { } after } && before != after
            ? $"job {before} gives way to {after}; its backups stay"
            : null;

    private static string? IsDatedInThePast(ClaimChange change) =>
        change.Intent.ArchiveDeleteAfter is { } date && date < change.Today && change.Sets(LabelTable.ArchiveDeleteAfter)
            ? $"{change.Keys.ArchiveDeleteAfter}={date:yyyy-MM-dd} is in the past: the archive counts as expired at once"
            : null;
}
