using WebhookController.Core.Cluster;

namespace WebhookController.Core.Freshness;

/// <summary>The Backups by the volume they are of, made in one go over all of them. Those of no known volume are only in <see cref="All"/>.</summary>
public sealed class BackupIndex
{
    private readonly Dictionary<string, VolumeBackups> _byVolume = new(StringComparer.Ordinal);
    private readonly List<Backup> _failed = [];
    private readonly List<Backup> _underWay = [];

    /// <summary>Indexes <paramref name="backups"/>.</summary>
    public BackupIndex(IEnumerable<Backup> backups)
    {
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

    private void Add(Backup backup, string volume)
    {
        switch (backup.State)
        {
            case BackupState.Completed:
                if (!_byVolume.TryGetValue(volume, out var known)) _byVolume[volume] = known = new VolumeBackups();
                known.Add(backup);
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
