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

    private static string Consent(HeldDeletions held) =>
        $"{held.Deletions.Count} deletions are held, being too many of {held.ManagedJobs} managed jobs within ten minutes: "
        + $"set {DefaultsParser.AllowMassDeletionKey}={held.Digest} in this ConfigMap to let exactly these go";
}
