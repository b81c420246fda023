using System.Globalization;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>What is known of Longhorn; all of it may be missing, for as long as Longhorn isn't installed.</summary>
public sealed record LonghornState
{
    private static readonly Version FirstWithBackupsOfLinkedClones = new(1, 12);

    private readonly LabelKeys _keys;

    internal LonghornState(string @namespace, LabelKeys keys) => (Namespace, _keys) = (@namespace, keys);

    /// <summary>Where Longhorn is installed.</summary>
    public string Namespace { get; }

    /// <summary>Whether Longhorn's own namespace exists. Lists in one that doesn't are empty: without this a missing Longhorn would look like one without jobs.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>RecurringJobs, ours and others'.</summary>
    public ObjectSet<RecurringJob> Jobs { get; private init; } = ObjectSet<RecurringJob>.Unread;

    /// <summary>The ways to find jobs.</summary>
    public JobIndex JobIndex { get; private init; } = JobIndex.Empty;

    /// <summary>Longhorn Volumes.</summary>
    public ObjectSet<LonghornVolume> Volumes { get; private init; } = ObjectSet<LonghornVolume>.Unread;

    /// <summary>The ways to find volumes.</summary>
    public VolumeIndex VolumeIndex { get; private init; } = VolumeIndex.Empty;

    /// <summary>Backups, as far as Longhorn lists them.</summary>
    public ObjectSet<Backup> Backups { get; private init; } = ObjectSet<Backup>.Unread;

    /// <summary>The ways to find backups, and sums over them.</summary>
    public BackupIndex BackupIndex { get; private init; } = BackupIndex.Empty;

    /// <summary>What was seen of backups and isn't shown any more.</summary>
    public BackupHistory History { get; private init; } = BackupHistory.Empty;

    /// <summary>Snapshots made for archives.</summary>
    public ObjectSet<Snapshot> Snapshots { get; init; } = ObjectSet<Snapshot>.Unread;

    /// <summary>BackupTargets. Not part of <see cref="Synced"/>: without them all can be done, and only what they would tell isn't known.</summary>
    public ObjectSet<BackupTarget> Targets { get; init; } = ObjectSet<BackupTarget>.Unread;

    /// <summary>Settings.</summary>
    public ObjectSet<Setting> Settings { get; private init; } = ObjectSet<Setting>.Unread;

    /// <summary>What Longhorn allows: what its Setting says, its own default where there is none, and nothing known where it can't be read.</summary>
    public Limits Limits { get; private init; } = Limits.Unknown;

    /// <summary>Whether jobs run on detached volumes, by Longhorn's Setting or its own default (no); null where that can't be read.</summary>
    public bool? RunsWhileDetached { get; private init; }

    /// <summary>Which Longhorn this is; null where the Setting can't be read.</summary>
    public Version? Version { get; private init; }

    /// <summary>Whether Longhorn refuses job labels, Snapshots and Backups of the volume: of every linked clone before 1.12, and of those made before it
    /// afterwards (longhorn-manager, webhook/resources/volume, seen on 1.10 to 1.12).</summary>
    public bool RefusesBackupsOf(LonghornVolume volume) =>
        volume.LinkedClone && (volume.LegacyLinkedClone || (Version is { } version && version < FirstWithBackupsOfLinkedClones));

    /// <summary>Whether Longhorn is installed and everything of it has been read.</summary>
    public bool Synced => IsInstalled && Jobs.Synced && Volumes.Synced && Backups.Synced && Snapshots.Synced && Settings.Synced;

    /// <summary>Where an object of Longhorn's is found.</summary>
    public ObjectKey KeyOf(string name) => new(Namespace, name);

    /// <summary>The state after these jobs changed.</summary>
    public LonghornState WithJobs(ObjectSet<RecurringJob> jobs, IReadOnlyCollection<ObjectKey> changed) =>
        this with { Jobs = jobs, JobIndex = JobIndex.After(Jobs, jobs, changed, _keys) };

    /// <summary>The state after these volumes changed.</summary>
    public LonghornState WithVolumes(ObjectSet<LonghornVolume> volumes, IReadOnlyCollection<ObjectKey> changed)
    {
        var history = History;
        foreach (var key in changed)
            if (!volumes.HasSame(key, Volumes)) history = history.WithVolume(key.Name, volumes[key], volumes.IsAbsent(key), BackupIndex.Of(key.Name));
        return this with { Volumes = volumes, VolumeIndex = VolumeIndex.After(Volumes, volumes, changed), History = history };
    }

    /// <summary>The state after these backups changed.</summary>
    /// <param name="backups">All of them.</param>
    /// <param name="changed">Those that changed.</param>
    /// <param name="now">The time: when one made progress isn't said by anybody else.</param>
    public LonghornState WithBackups(ObjectSet<Backup> backups, IReadOnlyCollection<ObjectKey> changed, DateTimeOffset now) => this with
    {
        Backups = backups,
        BackupIndex = BackupIndex.After(Backups, backups, changed, _keys),
        History = History.After(
            backups, changed, volume => Volumes[KeyOf(volume)], volume => Volumes.IsAbsent(KeyOf(volume)), now),
    };

    /// <summary>The state after Settings changed.</summary>
    public LonghornState WithSettings(ObjectSet<Setting> settings) => this with
    {
        Settings = settings,
        Limits = LimitsOf(settings),
        RunsWhileDetached = RunsWhileDetachedBy(settings),
        Version = VersionIn(settings[KeyOf(LonghornLabels.VersionSetting)]?.Value) ?? Version,
    };

    // v1.12.1, v1.13.0-rc2, v1.13.0-dev-20260801.
    private static Version? VersionIn(string? text) =>
        Version.TryParse(text?.TrimStart('v').Split('-', 2)[0], out var version) ? new Version(version.Major, version.Minor) : null;

    private bool? RunsWhileDetachedBy(ObjectSet<Setting> settings)
    {
        var key = KeyOf(LonghornLabels.DetachedSetting);
        if (settings.IsAbsent(key)) return false;
        return bool.TryParse(settings[key]?.Value, out var runs) ? runs : null;
    }

    private Limits LimitsOf(ObjectSet<Setting> settings)
    {
        var key = KeyOf(LonghornLabels.MaxRetainSetting);
        if (settings.IsAbsent(key)) return Limits.Default;
        return settings.Synced && int.TryParse(settings[key]?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0
            ? new Limits(most)
            : Limits.Unknown;
    }
}
