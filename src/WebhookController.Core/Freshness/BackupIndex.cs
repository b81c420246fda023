using WebhookController.Core.Objects;

namespace WebhookController.Core.Freshness;

/// <summary>The Backups by the volume they are of, made in one go over all of them. Those of no known volume are only in <see cref="All"/>.</summary>
public sealed class BackupIndex
{
    private readonly Dictionary<string, VolumeBackups> _byVolume = new(StringComparer.Ordinal);
    private readonly List<Backup> _failed = [];
    private readonly List<Backup> _underWay = [];

    // Clocks of nodes differ by less.
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>Indexes <paramref name="backups"/>.</summary>
    /// <param name="backups">All of them.</param>
    /// <param name="now">The time: what is dated later, by a node whose clock was wrong, must not pass for fresh until then.</param>
    public BackupIndex(IEnumerable<Backup> backups, DateTimeOffset now)
    {
        Now = now;
        All = [.. backups];
        foreach (var backup in All)
            if (backup.Volume is { } volume) Add(backup, volume);
    }

    /// <summary>All of them, those of no known volume included: an array is gone through many times faster than the set they come from.</summary>
    public IReadOnlyList<Backup> All { get; }

    /// <summary>Those that failed.</summary>
    public IReadOnlyList<Backup> Failed => _failed;

    /// <summary>Those under way.</summary>
    public IReadOnlyList<Backup> UnderWay => _underWay;

    /// <summary>What the backups of <paramref name="volume"/> tell.</summary>
    public VolumeBackups Of(string volume) => _byVolume.GetValueOrDefault(volume, VolumeBackups.None);

    /// <summary>The time, or null where it is in the future.</summary>
    public DateTimeOffset? Plausible(DateTimeOffset? time) => time - Now > Tolerance ? null : time;

    private DateTimeOffset Now { get; }

    private void Add(Backup backup, string volume)
    {
        switch (backup.State)
        {
            case BackupState.Completed:
                if (!_byVolume.TryGetValue(volume, out var known)) _byVolume[volume] = known = new VolumeBackups();
                known.Add(Plausible(backup.Completed), Plausible(backup.Taken));
                break;
            case BackupState.Failed:
                _failed.Add(backup);
                break;
            case BackupState.UnderWay:
                _underWay.Add(backup);
                break;
            default:
                break;
        }
    }
}
