using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Freshness;

/// <summary>What was seen of backups and can't be read off the cluster later: failed ones, which Longhorn removes after a day, and when one under
/// way last came further. A fold over the states that were seen: it begins with what the cluster shows.</summary>
public sealed class BackupLedger
{
    private Dictionary<string, VolumeFailures> _failures = new(StringComparer.Ordinal);
    private Dictionary<ObjectKey, string> _counted = [];
    private readonly Dictionary<string, (int Progress, DateTimeOffset Moved)> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _moved = new(StringComparer.Ordinal);

    private BackupLedger()
    {
    }

    /// <summary>Nothing seen yet.</summary>
    public static BackupLedger Empty { get; } = new();

    /// <summary>The failed backups of <paramref name="volume"/>.</summary>
    public VolumeFailures FailuresOf(string volume) => _failures.GetValueOrDefault(volume, VolumeFailures.None);

    /// <summary>When a backup of <paramref name="volume"/> under way last came further; of several, the latest. Null where none is under way.</summary>
    public DateTimeOffset? ProgressMovedOn(string volume) => _moved.TryGetValue(volume, out var moved) ? moved : null;

    /// <summary>The ledger after a look at <paramref name="state"/>; of half a picture it takes no notice. For those who look without planning.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="now">The time of the look.</param>
    public BackupLedger After(ClusterState state, DateTimeOffset now) => After(state, new BackupIndex(state.Longhorn.Backups.Items.Values, now), now);

    /// <summary>The same, with the backups of <paramref name="state"/> at hand. Every failed backup counts once, told by its uid. What is said of a volume is forgotten
    /// with the volume.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="backups">Its backups.</param>
    /// <param name="now">The time of the look.</param>
    internal BackupLedger After(ClusterState state, BackupIndex backups, DateTimeOffset now)
    {
        if (!state.CanPlan) return this;
        var longhorn = state.Longhorn;
        var next = new BackupLedger
        {
            _failures = _failures.Where(entry => MayExist(entry.Key)).ToDictionary(StringComparer.Ordinal),
            // One that can't be read for a moment isn't another one afterwards.
            _counted = _counted.Where(entry => longhorn.Backups.Unknown.Contains(entry.Key)).ToDictionary(),
        };
        foreach (var backup in backups.Failed)
            if (MayExist(backup.Volume!)) next.Count(backup, isNew: _counted.GetValueOrDefault(backup.Key) != backup.Uid);
        foreach (var backup in backups.UnderWay)
            next.Follow(backup, _running.TryGetValue(backup.Uid, out var seen) && seen.Progress == backup.Progress ? seen.Moved : FirstSeen(backup, now));
        return next;

        bool MayExist(string volume) => !longhorn.Volumes.IsAbsent(longhorn.KeyOf(volume));
    }

    private void Count(Backup failed, bool isNew)
    {
        _counted[failed.Key] = failed.Uid;
        if (isNew) _failures[failed.Volume!] = FailuresOf(failed.Volume!).With(failed);
    }

    // One that hasn't come anywhere yet hasn't since it was asked for: a restart forgets no time.
    private static DateTimeOffset FirstSeen(Backup underWay, DateTimeOffset now) =>
        underWay.Progress == 0 && underWay.Created > DateTimeOffset.UnixEpoch && underWay.Created < now ? underWay.Created : now;

    private void Follow(Backup underWay, DateTimeOffset moved)
    {
        _running[underWay.Uid] = (underWay.Progress, moved);
        // Longhorn makes the backups of a volume one after the other: those that wait aren't stuck while one moves.
        if (ProgressMovedOn(underWay.Volume!) is not { } other || other < moved) _moved[underWay.Volume!] = moved;
    }
}

/// <summary>The failed backups of a volume that were seen.</summary>
/// <param name="Count">How many.</param>
/// <param name="Last">When the newest of them was begun; null where there is none.</param>
public sealed record VolumeFailures(int Count, DateTimeOffset? Last)
{
    /// <summary>None was seen.</summary>
    public static VolumeFailures None { get; } = new(0, null);

    internal VolumeFailures With(Backup failed) => new(Count + 1, VolumeBackups.Later(Last, failed.Created));
}
