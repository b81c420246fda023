using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>What should be known of an archive that is asked for, or no longer asked for.</summary>
internal static class ArchiveWarnings
{
    // A manifest that is applied again, right after its PVC was deleted, asks for the archive of an empty volume.
    public static IEnumerable<string> StartsEmpty(ClaimChange change) =>
        change.Before is null && change.Scope == Scope.Longhorn && change.Intent.WantsArchive && change.After.VolumeName is null
            ? ["a new volume is empty: put the label archive on once its data is there"]
            : [];

    // Nobody makes it, and so the PVC can be deleted without it.
    public static IEnumerable<string> IsOptedOut(ClaimChange change) =>
        change.Scope != Scope.NotLonghorn && change.Intent is { Archive: true, OptedOut: true } && (change.Sets(LabelTable.Archive) || !change.WasIntent.OptedOut)
            ? [$"no archive is made while {LabelTable.Enabled.Name}=false"]
            : [];

    public static IEnumerable<string> HasPredecessor(ClaimChange change)
    {
        if (change.Before is not null || change.Scope == Scope.NotLonghorn) yield break;
        foreach (var job in change.State.JobsOf(change.Resolved.Source))
            if (change.State.IsRecordOfPredecessor(change.Resolved, job) && BackupOf(job, change) is { } backup)
                yield return AnnouncementText.PredecessorsArchiveIsKept(backup);
    }

    public static IEnumerable<string> GivesArchiveUp(ClaimChange change)
    {
        if (change.Before is not { } before || change.Scope == Scope.NotLonghorn || !change.WasIntent.WantsArchive || change.Intent.WantsArchive) yield break;
        foreach (var job in change.State.JobsOf(change.Resolved.Source))
            if (ArchiveJob.IsOf(before.Uid, job, change.Keys) && BackupOf(job, change) is { } backup)
                yield return $"{AnnouncementText.ArchiveStays(backup)}, with no reminder";
    }

    private static string? BackupOf(RecurringJob job, ClaimChange change) => ArchiveAnnotations.Read(job, change.Keys).Backup is { Length: > 0 and <= 63 } backup ? backup : null;
}
