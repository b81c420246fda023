using WebhookController.Core.Cluster;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;

namespace WebhookController.Core.Report;

/// <summary>All that a report, and the state that it was made of, have of one PVC: there, or gone with something of it left.</summary>
/// <param name="Claim">The PVC.</param>
/// <param name="Report">How it is; null where it is gone.</param>
public sealed record ClaimStory(ObjectKey Claim, ClaimReport? Report)
{
    /// <summary>Its StorageClass; null where it names none.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Whether it is being deleted.</summary>
    public bool Deleting { get; init; }

    /// <summary>The backups of its volume, and where it is gone those of its job and its archives, the newest first.</summary>
    public IReadOnlyList<Backup> Backups { get; init; } = [];

    /// <summary>Its archives, kept ones of a PVC of this name included.</summary>
    public IReadOnlyList<ArchiveReport> Archives { get; init; } = [];

    /// <summary>What is left of a PVC of this name that went without an archive.</summary>
    public IReadOnlyList<Orphan> Orphans { get; init; } = [];

    /// <summary>Deletions of its jobs that wait for a person.</summary>
    public IReadOnlyList<DeleteJob> HeldDeletions { get; init; } = [];

    /// <summary>Lower retention that waits for a person.</summary>
    public IReadOnlyList<RetainLowering> HeldLowerings { get; init; } = [];

    /// <summary>Changes of its job that Longhorn would refuse.</summary>
    public IReadOnlyList<BlockedChange> Blocked { get; init; } = [];

    /// <summary>The story of a PVC; null where nothing is known of it.</summary>
    public static ClaimStory? Of(ObjectKey key, ClusterReport report, ClusterState state)
    {
        var claim = report.Claims.FirstOrDefault(claim => claim.Claim == key);
        // What outlives a PVC knows it by its source labels alone.
        var source = SourceLabels.KeyOf(key);
        ArchiveReport[] archives = [.. report.Archives.Where(archive => archive.Status.Claim == key || archive.Status.Claim == source)];
        Orphan[] orphans = [.. report.Orphans.Where(orphan => orphan.Claim == source)];
        if (claim is null && archives.Length == 0 && orphans.Length == 0) return null;
        var resolved = state.ClaimIndex[key];
        var backups = claim?.Volume is { } volume ? state.Longhorn.BackupIndex.Of(volume) : Left(archives, orphans, state);
        return new(key, claim)
        {
            StorageClass = resolved?.Claim.StorageClass,
            Deleting = resolved?.Claim.Deleting is true,
            Backups = [.. backups.OrderByDescending(backup => backup.Completed ?? backup.Created).ThenBy(backup => backup.Key)],
            Archives = archives,
            Orphans = orphans,
            HeldDeletions = [.. report.HeldDeletions?.Deletions.Where(deletion => deletion.Source == source) ?? []],
            HeldLowerings = [.. report.HeldRetention?.Lowerings.Where(lowering => lowering.Claim == key) ?? []],
            Blocked = [.. report.Blocked.Where(blocked => blocked.Claim == key)],
        };
    }

    // Its volume is gone, too, and with it the shortest way to its backups.
    private static IEnumerable<Backup> Left(IReadOnlyList<ArchiveReport> archives, IReadOnlyList<Orphan> orphans, ClusterState state)
    {
        var jobs = archives.Select(archive => archive.Status.Job).Concat(orphans.Select(orphan => orphan.Job)).ToHashSet(StringComparer.Ordinal);
        var names = archives.Select(archive => archive.Backup).ToHashSet(StringComparer.Ordinal);
        return state.Longhorn.Backups.Items.Values.Where(backup => (backup.Job is { } job && jobs.Contains(job)) || names.Contains(backup.Key.Name));
    }
}
