using System.Globalization;
using WebhookController.Core.Archive;
using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Policy;

namespace WebhookController.Core.Reviews;

/// <summary>What goes with a PVC that is deleted, in lines of under 120 characters.</summary>
internal static class DeletionWarnings
{
    private const int LongestDetail = 50;

    /// <summary>Of a PVC that asks for no archive: what goes, and what was saved last.</summary>
    public static IReadOnlyList<string> For(ClaimDeletion deletion, IReadOnlyList<RecurringJob> jobs)
    {
        if (jobs.Count == 0) return [];
        List<string> warnings = [];
        var (state, prediction) = (deletion.State, Prediction.OfDeletion(deletion.Claim, deletion.State, deletion.Now));
        foreach (var job in jobs)
            if (prediction.Deletes(job)) warnings.Add($"{AnnouncementText.IsDeleted(job.Key.Name)} with it; {WarningText.BackupsOf(job.Key.Name, state)}");
            else if (JobOwnership.IsArchive(job, state.Keys)) warnings.Add(AnnouncementText.StaysWithArchive(job.Key.Name));
            else if (!state.CanPlan) warnings.Add(AnnouncementText.GoesOnceLonghornIsRead(job.Key.Name));
            else warnings.Add(AnnouncementText.StaysWhileNeeded(job.Key.Name));
        warnings.Add(LastBackup(deletion));
        if (ClaimScope.VolumeOf(deletion.Claim, state)?.ReclaimPolicy == "Delete")
            warnings.Add("its volume goes with it: the reclaim policy is Delete");
        return [.. warnings.Select(warning => WarningText.Line(deletion.Claim.Key, warning))];
    }

    public static IReadOnlyList<string> OfReady(ClaimDeletion deletion, ArchiveProgress progress) => PlausibleTime.At(LonghornTime.Read(progress.CompletedAt), deletion.Now) is { } made
        ? [WarningText.Line(deletion.Claim.Key, $"its archive is of {TimeOf(made, deletion.Now)}; nothing written since is in it")]
        : [];

    public static string Standing(ArchiveProgress progress, Evaluation evaluation) => progress.Phase switch
    {
        ArchivePhase.Failed => $"the last try failed ({Bounded(progress.Error)})",
        ArchivePhase.Lost => "its backup is no longer there",
        ArchivePhase.Unknown => "how far it is can't be read",
        _ when !evaluation.Valid => $"its labels have a mistake ({evaluation.Violations[0].Key})",
        ArchivePhase.Starting => "it has not started yet",
        ArchivePhase.Snapshotting => "the snapshot is being made",
        ArchivePhase.SnapshotReady => "the backup is about to begin",
        _ => $"the backup is at {progress.Percent} %",
    };

    // Of the volume, not of the job's name: a PVC of the same name may have been there before.
    private static string LastBackup(ClaimDeletion deletion)
    {
        var backups = deletion.State.Longhorn.Backups;
        if (!backups.Synced) return "its last backup can't be read now";
        DateTimeOffset? last = null;
        if (ClaimScope.LonghornVolumeOf(deletion.Claim, deletion.State) is { } volume)
            foreach (var backup in deletion.State.Longhorn.BackupIndex.Of(volume))
                if (backup.State == BackupState.Completed && backup.Completed is { } at && !(at < last)) last = at;
        return last is { } when ? $"its last backup is of {TimeOf(when, deletion.Now)}" : "no backup of it is known";
    }

    private static string TimeOf(DateTimeOffset when, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{when.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {Age(now - when)} ago");

    private static string Age(TimeSpan age) => age.TotalHours switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)age.TotalMinutes)} min"),
        < 48 => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} d"),
    };

    private static string Bounded(string? text) => text switch
    {
        null => "no reason known",
        { Length: > LongestDetail } => LonghornText.Beginning(text, LongestDetail) + "…",
        _ => text,
    };
}
