using System.Collections.Immutable;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>What events of backups showed and the cluster doesn't show any more: failed backups, which Longhorn removes after a day, and when
/// one under way last made progress. It starts with what the cluster shows.</summary>
public sealed record BackupHistory
{
    private ImmutableDictionary<string, VolumeFailures> Failures { get; init; } =
        ImmutableDictionary.Create<string, VolumeFailures>(StringComparer.Ordinal);

    // The failed ones that are still there, readable or not: each counts once.
    private ImmutableDictionary<ObjectKey, string> Counted { get; init; } = ImmutableDictionary<ObjectKey, string>.Empty;

    private ImmutableDictionary<ObjectKey, (string Uid, int Progress, DateTimeOffset Moved)> Running { get; init; } =
        ImmutableDictionary<ObjectKey, (string, int, DateTimeOffset)>.Empty;

    /// <summary>Nothing seen yet.</summary>
    public static BackupHistory Empty { get; } = new();

    /// <summary>The failed backups of <paramref name="volume"/>, those included that Longhorn has removed.</summary>
    public VolumeFailures FailuresOf(string volume) => Failures.GetValueOrDefault(volume, VolumeFailures.None);

    /// <summary>When <paramref name="backup"/> last made progress; null where it isn't under way.</summary>
    public DateTimeOffset? ProgressOf(ObjectKey backup) => Running.TryGetValue(backup, out var running) ? running.Moved : null;

    internal BackupHistory After(ObjectSet<Backup> after, IEnumerable<ObjectKey> changed, Func<string, LonghornVolume?> volumeOf, Func<string, bool> isGone, DateTimeOffset now)
    {
        var (failures, counted, running) = (Failures.ToBuilder(), Counted.ToBuilder(), Running.ToBuilder());
        foreach (var key in changed)
        {
            var backup = after[key];
            if (backup is { State: BackupState.Failed, Volume: { } volume })
            {
                if (!isGone(volume)) Count(backup, volumeOf(volume), failures, counted);
            }
            // One that can't be read for a moment isn't another one afterwards.
            else if (!after.Unknown.Contains(key)) counted.Remove(key);

            if (backup is not { State: BackupState.UnderWay }) running.Remove(key);
            else if (!running.TryGetValue(key, out var seen) || (seen.Uid, seen.Progress) != (backup.Uid, backup.Progress))
                running[key] = (backup.Uid, backup.Progress, FirstSeen(backup, now));
        }
        return new() { Failures = failures.ToImmutable(), Counted = counted.ToImmutable(), Running = running.ToImmutable() };
    }

    /// <summary>What was counted of a volume goes with it, and what failed is counted when a volume appears.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="volume">The volume; null where it is gone or can't be read.</param>
    /// <param name="isGone">Whether it is certain that it is gone.</param>
    /// <param name="backups">Its backups.</param>
    internal BackupHistory WithVolume(string name, LonghornVolume? volume, bool isGone, IEnumerable<Backup> backups)
    {
        if (!isGone && volume is null) return this;
        var (failures, counted) = (Failures.ToBuilder(), Counted.ToBuilder());
        if (isGone) failures.Remove(name);
        foreach (var backup in backups)
        {
            if (backup.State != BackupState.Failed) continue;
            if (isGone) counted.Remove(backup.Key);
            else Count(backup, volume, failures, counted);
        }
        return this with { Failures = failures.ToImmutable(), Counted = counted.ToImmutable() };
    }

    // A volume that was restored under a name doesn't answer for what failed before there was one.
    private static void Count(
        Backup failed, LonghornVolume? volume, ImmutableDictionary<string, VolumeFailures>.Builder failures, ImmutableDictionary<ObjectKey, string>.Builder counted)
    {
        if (failed.Created < volume?.Created || counted.GetValueOrDefault(failed.Key) == failed.Uid) return;
        counted[failed.Key] = failed.Uid;
        failures[failed.Volume!] = failures.GetValueOrDefault(failed.Volume!, VolumeFailures.None).With(failed);
    }

    // One without any progress hasn't made any since it was asked for: a restart forgets no time.
    private static DateTimeOffset FirstSeen(Backup underWay, DateTimeOffset now) =>
        underWay.Progress == 0 && underWay.Created > DateTimeOffset.UnixEpoch && underWay.Created < now ? underWay.Created : now;
}

/// <summary>The failed backups of a volume that were seen.</summary>
/// <param name="Count">How many.</param>
/// <param name="Last">When the newest of them was started; null where there is none.</param>
public sealed record VolumeFailures(int Count, DateTimeOffset? Last)
{
    /// <summary>None was seen.</summary>
    public static VolumeFailures None { get; } = new(0, null);

    internal VolumeFailures With(Backup failed) => new(Count + 1, Last > failed.Created ? Last : failed.Created);
}
