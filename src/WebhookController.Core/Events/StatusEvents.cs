using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Core.Events;

/// <summary>Events of how things are: once, for as long as they are so.</summary>
public static class StatusEvents
{
    /// <summary>Every event that the plan of a PVC gives rise to.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="state">The cluster it was made for.</param>
    public static IEnumerable<ClaimEvent> Of(ClaimPlan plan, ClusterState state)
    {
        foreach (var status in plan.Statuses)
        {
            if (status.Violations.Count == 0) continue;
            var about = EventSubject.Claim(status.Claim, state);
            if (Mistakes(status, conflicts: false) is { Length: > 0 } mistakes) yield return new(about, EventReason.LabelsRefused, mistakes);
            if (Mistakes(status, conflicts: true) is { Length: > 0 } conflicts) yield return new(about, EventReason.NameConflict, conflicts);
        }
        foreach (var (claim, change) in plan.Blocked)
            yield return new(EventSubject.Claim(claim, state), EventReason.BackupJobBlocked, Blocked(change, state.Limits));
        foreach (var archive in plan.Archives)
        {
            var about = EventSubject.Claim(archive.Claim, state);
            if (archive.Ready) yield return new(about, EventReason.ArchiveReady, "the archive is complete: the PVC can be deleted");
            if (archive.Failed) yield return new(about, EventReason.ArchiveFailed, Failure(archive));
        }
    }

    private static string Mistakes(ClaimStatus status, bool conflicts) => string.Join("; ", status.Violations
        .Where(violation => violation.Condition == Condition.NameConflict == conflicts)
        .Select(violation => violation.Message));

    private static string Failure(ArchiveStatus archive) => archive.Retained
        ? $"recurringjob {archive.Job} is kept, but {archive.Detail}"
        : $"the archive failed and {archive.Outlook}: {archive.Detail}";

    /// <summary>The event of deletions that wait for a person.</summary>
    /// <param name="held">The deletions.</param>
    /// <param name="state">The cluster they were planned for.</param>
    /// <param name="defaults">The ConfigMap of defaults, there or not: it is where consent is given.</param>
    public static ClaimEvent OfHeld(HeldDeletions held, ClusterState state, ObjectKey defaults) =>
        new(EventSubject.ConfigMap(defaults, state), EventReason.DeletionsHeld, Consent(held));

    /// <summary>The event of lower retention that waits for a person.</summary>
    /// <param name="held">The jobs that would be lowered.</param>
    /// <param name="state">The cluster it was planned for.</param>
    /// <param name="defaults">The ConfigMap of defaults, there or not: it is where consent is given.</param>
    public static ClaimEvent OfHeld(HeldRetention held, ClusterState state, ObjectKey defaults) => new(
        EventSubject.ConfigMap(defaults, state), EventReason.RetentionHeld,
        $"{held.Lowerings.Count} jobs keep their retain: a lower one by default would let Longhorn delete {held.AtStake} of {held.AllBackups} backups. "
        + $"Set {DefaultsParser.AllowLowerRetentionKey}={held.Digest} in this ConfigMap to let exactly these go down, or retain on the PVCs themselves");

    private static string Blocked(PatchJob change, Limits limits) =>
        $"recurringjob {change.Target.Name} keeps {change.Observed.Spec.Retain} backups, and Longhorn's Setting {LonghornLabels.MaxRetainSetting} allows {limits.MaxRetain}: "
        + $"Longhorn refuses every change of it, so this one waits: {string.Join(", ", change.Differences)}. Set retain to {limits.MaxRetain} or less, or raise the Setting";

    private static string Consent(HeldDeletions held) =>
        $"{held.Deletions.Count} deletions are held, being too many of {held.ManagedJobs} managed jobs within ten minutes: "
        + $"set {DefaultsParser.AllowMassDeletionKey}={held.Digest} in this ConfigMap to let exactly these go";
}
