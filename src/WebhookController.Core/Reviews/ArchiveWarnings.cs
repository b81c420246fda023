using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Reviews;

/// <summary>What should be known of an archive that is asked for, or no longer asked for.</summary>
internal static class ArchiveWarnings
{
    // A manifest that is applied again, right after its PVC was deleted, asks for the archive of an empty volume.
    public static string? StartsEmpty(ClaimChange change) =>
        change.Before is null && change.Scope == Scope.Longhorn && change.Intent.Archive is true && change.After.VolumeName is null
            ? "a new volume is empty, and so is its archive: put the label archive on once its data is there"
            : null;

    public static string? HasPredecessor(ClaimChange change)
    {
        if (change.Before is not null || change.Scope == Scope.NotLonghorn) return null;
        foreach (var job in change.State.JobsOf(change.Resolved.Source))
            if (JobOwnership.IsArchive(job, change.Keys) && BackupOf(job, change) is { } backup)
                return $"the archive of the PVC that had this name is kept: backup {backup}";
        return null;
    }

    public static string? GivesArchiveUp(ClaimChange change)
    {
        if (change.Before is not { } before || change.Scope == Scope.NotLonghorn || change.WasIntent.Archive is not true || change.Intent.Archive is true) return null;
        foreach (var job in change.State.JobsOf(change.Resolved.Source))
            if (ArchiveJob.IsOf(before.Uid, job, change.Keys) && BackupOf(job, change) is { } backup)
                return $"the archive stays, as backup {backup}, but nothing reminds of it any more";
        return null;
    }

    private static string? BackupOf(RecurringJob job, ClaimChange change) => ArchiveAnnotations.Read(job, change.Keys).Backup is { Length: > 0 and <= 63 } backup ? backup : null;
}
