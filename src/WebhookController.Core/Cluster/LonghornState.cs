using System.Globalization;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Cluster;

/// <summary>What is known of Longhorn; all of it may be missing, for as long as Longhorn isn't installed.</summary>
/// <param name="Namespace">Where Longhorn lives.</param>
public sealed record LonghornState(string Namespace)
{
    /// <summary>Longhorn's own namespace, if it exists.</summary>
    public ObjectSet<NamespaceObject> Namespaces { get; init; } = ObjectSet<NamespaceObject>.Unread;

    /// <summary>RecurringJobs, ours and others'.</summary>
    public ObjectSet<RecurringJob> Jobs { get; init; } = ObjectSet<RecurringJob>.Unread;

    /// <summary>Longhorn Volumes.</summary>
    public ObjectSet<LonghornVolume> Volumes { get; init; } = ObjectSet<LonghornVolume>.Unread;

    /// <summary>Backups, as far as Longhorn lists them.</summary>
    public ObjectSet<Backup> Backups { get; init; } = ObjectSet<Backup>.Unread;

    /// <summary>Snapshots made for archives.</summary>
    public ObjectSet<Snapshot> Snapshots { get; init; } = ObjectSet<Snapshot>.Unread;

    /// <summary>BackupTargets. Not part of <see cref="Synced"/>: without them all can be done, and only what they would tell isn't known.</summary>
    public ObjectSet<BackupTarget> Targets { get; init; } = ObjectSet<BackupTarget>.Unread;

    /// <summary>Settings; change them with <see cref="WithSettings"/>.</summary>
    public ObjectSet<Setting> Settings { get; private init; } = ObjectSet<Setting>.Unread;

    /// <summary>What Longhorn allows: what its Setting says, or its own default where that can't be read.</summary>
    public Limits Limits { get; private init; } = Limits.Default;

    /// <summary>Whether jobs run on detached volumes, by Longhorn's Setting or its own default (no); null where that can't be read.</summary>
    public bool? RunsWhileDetached { get; private init; }

    /// <summary>Whether Longhorn is installed and everything of it has been read.</summary>
    public bool Synced => Namespaces is { Synced: true, Items.IsEmpty: false }
        && Jobs.Synced && Volumes.Synced && Backups.Synced && Snapshots.Synced && Settings.Synced;

    /// <summary>Where an object of Longhorn's is found.</summary>
    public ObjectKey KeyOf(string name) => new(Namespace, name);

    /// <summary>The state after Settings changed.</summary>
    public LonghornState WithSettings(ObjectSet<Setting> settings) => this with
    {
        Settings = settings,
        Limits = LimitsOf(settings),
        RunsWhileDetached = RunsWhileDetachedBy(settings),
    };

    private bool? RunsWhileDetachedBy(ObjectSet<Setting> settings)
    {
        var key = KeyOf(LonghornLabels.DetachedSetting);
        if (settings.IsAbsent(key)) return false;
        return bool.TryParse(settings[key]?.Value, out var runs) ? runs : null;
    }

    // A Setting that can't be read leaves the last ceiling in force: to lower it for a moment would cost backups for good.
    private Limits LimitsOf(ObjectSet<Setting> settings)
    {
        var key = KeyOf(LonghornLabels.MaxRetainSetting);
        if (settings.IsAbsent(key)) return Limits.Default;
        return int.TryParse(settings[key]?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0
            ? new Limits(most)
            : Limits;
    }
}
