using System.Globalization;
using WebhookController.Core.Archive;
using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;

namespace WebhookController.Core.Policy;

/// <summary>What goes with a PVC that is deleted, in lines of under 120 characters.</summary>
internal static class DeletionWarnings
{
    private const int LongestDetail = 60;

    public static IReadOnlyList<string> For(ClaimDeletion deletion, RecurringJob? job)
    {
        if (job is null) return [];
        string[] warnings = [$"job {job.Key.Name} will be deleted with this PVC; {LastBackup(deletion, job)}"];
        return ClaimScope.VolumeOf(deletion.Claim, deletion.State)?.ReclaimPolicy == "Delete"
            ? [.. warnings, "its volume goes with it: the reclaim policy is Delete"]
            : warnings;
    }

    public static string NotReady(ArchiveProgress progress) =>
        $"the archive of this PVC is not ready, {Standing(progress)}";

    public static string Standing(ArchiveProgress progress) => progress.Phase switch
    {
        ArchivePhase.Starting => "it has not begun yet",
        ArchivePhase.Snapshotting => "the snapshot is being made",
        ArchivePhase.SnapshotReady => "the backup is about to begin",
        ArchivePhase.Failed => $"the last try failed ({Bounded(progress.Detail)})",
        ArchivePhase.Unknown => "how far it is can't be read",
        _ => progress.Detail ?? "the backup is under way",
    };

    private static string LastBackup(ClaimDeletion deletion, RecurringJob job)
    {
        DateTimeOffset? last = null;
        foreach (var backup in deletion.State.Longhorn.Backups.Items.Values)
            if (backup is { State: BackupState.Completed, Completed: { } at } && backup.Job == job.Key.Name && (last is null || at > last)) last = at;
        return last is { } when ? $"its last backup is {Age(deletion.Now - when)} old and stays" : "no backup of it is known";
    }

    private static string Age(TimeSpan age) => age.TotalHours switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)age.TotalMinutes)} min"),
        < 48 => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} d"),
    };

    // Longhorn's errors can be pages.
    private static string Bounded(string? text) => text switch
    {
        null => "no reason known",
        { Length: > LongestDetail } => text[..LongestDetail].ReplaceLineEndings(" ") + "…",
        _ => text.ReplaceLineEndings(" "),
    };
}
