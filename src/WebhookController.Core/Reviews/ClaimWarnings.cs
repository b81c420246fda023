using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>What is allowed but should be known, in the form of <see cref="WarningText"/>.</summary>
public static class ClaimWarnings
{
    private static readonly Func<ClaimChange, IEnumerable<string>>[] Rules =
    [
        IsNotOnLonghorn,
        HasNoStorageClass,
        HasAnnotations,
        LayerWarnings.IsDecidedByLayer,
        JobWarnings.SaysNothing,
        ScheduleWarnings.IsBackedUpByOthers,
        JobWarnings.OptsOut,
        ScheduleWarnings.GoesOnBeingBackedUp,
        JobWarnings.Renames,
        RetentionWarning.LowersRetention,
        IsDatedInThePast,
        ArchiveWarnings.StartsEmpty,
        ArchiveWarnings.IsOptedOut,
        ArchiveWarnings.HasPredecessor,
        ArchiveWarnings.GivesArchiveUp,
        EffectWarnings.MakesNoBackups,
        ScheduleWarnings.IsOnTwoSchedules,
    ];

    // Good to know once. Who checks the same manifest at each commit has nothing to change for it.
    private static readonly Func<ClaimChange, IEnumerable<string>> News = LayerWarnings.IsDecidedByLayer;

    private static readonly Func<ClaimChange, IEnumerable<string>>[] OfExempt = [JobWarnings.IsLetGo];

    private static readonly Func<ClaimChange, IEnumerable<string>>[] WithoutNews = [.. Rules.Where(rule => rule != News)];

    /// <summary>Every warning that the change earns; of an exempt PVC, only which of its jobs go.</summary>
    public static IReadOnlyList<string> For(ClaimChange change) => Lines(change, Rules) ?? (IReadOnlyList<string>)[];

    /// <summary>The same without what needs no change of the PVC's manifest.</summary>
    public static IReadOnlyList<string> ForManifest(ClaimChange change) => Lines(change, WithoutNews) ?? (IReadOnlyList<string>)[];

    private static List<string>? Lines(ClaimChange change, Func<ClaimChange, IEnumerable<string>>[] rules)
    {
        // It is of no concern, but for a job that goes.
        if (change.Resolved.Exemption is not null) rules = OfExempt;
        List<string>? warnings = null;
        foreach (var rule in rules)
            foreach (var warning in rule(change)) (warnings ??= []).Add(WarningText.Line(change.After.Key, warning));

        return warnings;
    }

    private static IEnumerable<string> IsNotOnLonghorn(ClaimChange change) =>
        change.Scope == Scope.NotLonghorn && change.After.Labels.Count > 0 ? [AnnouncementText.HasNoEffect] : [];

    private static IEnumerable<string> HasNoStorageClass(ClaimChange change) =>
        change is { Before: null, Scope: Scope.Unknown, After: { StorageClass: { Length: > 0 } name, VolumeName: null, Labels.Count: > 0 } }
        && change.State.StorageClasses.IsAbsent(ObjectKey.ClusterScoped(name))
            ? [$"there is no StorageClass {WarningText.Bounded(name, 40)}"]
            : [];

    // Where other backup tools are set up by annotations, people write ours as such, too.
    private static IEnumerable<string> HasAnnotations(ClaimChange change)
    {
        if (change.Scope == Scope.NotLonghorn) yield break;
        foreach (var (key, _) in change.After.Annotations)
            if (change.Keys.IsKnown(key) && change.Before?.Annotations[key] is null) yield return $"{key} is an annotation: only labels count";
    }

    private static IEnumerable<string> IsDatedInThePast(ClaimChange change) =>
        change.Intent is { OptedOut: false, ArchiveDeleteAfter: { } date } && date < change.Today && change.Sets(LabelTable.ArchiveDeleteAfter)
            ? [$"{LabelTable.ArchiveDeleteAfter.Name}={date:yyyy-MM-dd} is in the past: the archive expires at once"]
            : [];
}
