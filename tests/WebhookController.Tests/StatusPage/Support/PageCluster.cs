using System.Globalization;
using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Tests.Cache;

namespace WebhookController.Tests.StatusPage.Support;

/// A cluster that was read, with PVCs of every kind: what the page is looked at with where no API server is needed.
internal sealed class PageCluster
{
    public const string Own = "backup-controller";
    public const string Longhorn = "longhorn-system";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 10, 0, TimeSpan.Zero);

    private readonly List<Claim> _claims = [];
    private readonly List<LonghornVolume> _volumes = [];
    private readonly List<Backup> _backups = [];
    private readonly Dictionary<ObjectKey, string> _carriers = [];

    public static LabelKeys Keys => LabelKeys.Default;

    public List<RecurringJob> OtherJobs { get; } = [];

    public List<NamespaceObject> Namespaces { get; } = [];

    public List<ConfigMap> ConfigMaps { get; } = [Defaults()];

    public List<BackupTarget> Targets { get; } = [new() { Key = new(Longhorn, "default"), Uid = "t", ResourceVersion = "1", HasUrl = true, Available = true }];

    public static ConfigMap Defaults(params (string, string)[] data) =>
        new() { Key = new(Own, DefaultsParser.ConfigMapName), Uid = "d", ResourceVersion = "1", Data = LabelSet.Of(data) };

    /// A PVC on a volume of its own. Labels are as "enabled=true retain=3".
    public PageCluster Add(string ns, string name, string labels = "enabled=true", TimeSpan? lastBackup = null, int backups = 4, Func<LonghornVolume, LonghornVolume>? volume = null)
    {
        var number = _claims.Count;
        var handle = string.Create(CultureInfo.InvariantCulture, $"pvc-{number:x8}-6e2b-4a39-8f0c-0d9a7d0f1f5e");
        var claim = new Claim
        {
            Key = new(ns, name),
            Uid = $"uid-{ns}-{name}",
            ResourceVersion = "1",
            Created = Now.AddDays(-30),
            StorageClass = "longhorn",
            VolumeName = handle,
            Labels = LabelSet.From(labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(Keys.Prefix + pair[0], pair[1]))),
        };
        _claims.Add(claim);
        _carriers[claim.Key] = handle;
        var its = new LonghornVolume { Key = new(Longhorn, handle), Uid = $"v{number}", ResourceVersion = "1", Created = Now.AddDays(-30) };
        _volumes.Add(volume is null ? its : volume(its));
        if (lastBackup is { } age)
            for (var i = 0; i < backups; i++) AddBackup(claim, handle, Now - age - i * TimeSpan.FromHours(4), i);
        return this;
    }

    /// A PVC that isn't bound yet.
    public PageCluster AddUnbound(string ns, string name, string labels = "enabled=true")
    {
        Add(ns, name, labels);
        _claims[^1] = _claims[^1] with { VolumeName = null };
        _carriers.Remove(_claims[^1].Key);
        _volumes.RemoveAt(_volumes.Count - 1);
        return this;
    }

    public PageCluster AddBackup(Backup backup)
    {
        _backups.Add(backup);
        return this;
    }

    public ClusterCache ToCache(TimeProvider clock)
    {
        var cache = new ClusterCache(Keys, Longhorn, clock);
        Load(cache, []);
        // The jobs that the program would make, and the labels that it would put on volumes.
        var jobs = Planner.Plan(cache.State, EffectiveDefaults.After(null, ConfigMaps.SingleOrDefault()), Now).Changes.OfType<CreateJob>().ToList();
        foreach (var job in jobs)
            if (_carriers.TryGetValue(job.Source, out var handle))
                _volumes[_volumes.FindIndex(volume => volume.Key.Name == handle)] = Labelled(_volumes.Find(volume => volume.Key.Name == handle)!, job.Target.Name);
        Load(cache, [.. jobs.Select(JobOf)]);
        return cache;
    }

    private void Load(ClusterCache cache, RecurringJob[] jobs) => cache
        .Load(StateSlots.StorageClasses, new StorageClass { Key = ObjectKey.ClusterScoped("longhorn"), Uid = "s", ResourceVersion = "1", Provisioner = LonghornLabels.Driver })
        .Load(StateSlots.Namespaces, [.. Namespaces, .. _claims.Select(claim => claim.Key.Namespace).Append(Longhorn).Distinct().Except(Namespaces.Select(one => one.Key.Name)).Select(ClusterCacheExtensions.Namespace)])
        .Load(StateSlots.PersistentVolumes, [.. _claims.Where(claim => claim.VolumeName is not null).Select(PersistentVolume)])
        .Load(StateSlots.ConfigMaps, [.. ConfigMaps])
        .Load(StateSlots.Settings)
        .Load(StateSlots.Snapshots)
        .Load(StateSlots.Targets, [.. Targets])
        .Load(StateSlots.Volumes, [.. _volumes])
        .Load(StateSlots.Jobs, [.. jobs, .. OtherJobs])
        .Load(StateSlots.Backups, [.. _backups])
        .Load(StateSlots.Claims, [.. _claims]);

    private void AddBackup(Claim claim, string handle, DateTimeOffset at, int number) => _backups.Add(new Backup
    {
        Key = new(Longhorn, $"backup-{handle[4..12]}-{number}"),
        Uid = $"b-{handle}-{number}",
        ResourceVersion = "1",
        State = BackupState.Completed,
        Volume = handle,
        Job = $"backup-{claim.Key.Namespace}-{claim.Key.Name}",
        SourceLabels = LabelSet.Of((Keys.SourceNamespace, claim.Key.Namespace), (Keys.SourcePvc, claim.Key.Name)),
        Created = at.AddMinutes(-3),
        Taken = at.AddMinutes(-3),
        CompletedAt = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Size = 734_003_200 + 10_485_760 * number,
    });

    private static LonghornVolume Labelled(LonghornVolume volume, string job) =>
        volume.JobLabels.Count > 0 ? volume : volume with { JobLabels = LabelSet.Of((LonghornLabels.ForJob(job), LonghornLabels.Enabled)) };

    private static PersistentVolume PersistentVolume(Claim claim) => new()
    {
        Key = ObjectKey.ClusterScoped(claim.VolumeName!),
        Uid = "p",
        ResourceVersion = "1",
        CsiDriver = LonghornLabels.Driver,
        VolumeHandle = claim.VolumeName,
        ClaimRef = claim.Key,
    };

    private static RecurringJob JobOf(CreateJob change) => new()
    {
        Key = change.Target,
        Uid = $"j-{change.Target.Name}",
        ResourceVersion = "1",
        Created = Now.AddDays(-30),
        Labels = change.Job.Labels,
        Annotations = change.Job.Annotations,
        Spec = change.Job.Spec,
    };
}
