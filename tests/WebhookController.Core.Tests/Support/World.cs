using System.Collections.Immutable;
using WebhookController.Core.Cluster;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;

namespace WebhookController.Core.Tests.Support;

/// A cluster in which everything has been read: Longhorn is there, with a StorageClass "longhorn" and a BackupTarget, and "nfs" stands for all others.
internal sealed record World
{
    public static World Empty { get; } = new();

    public ImmutableList<ClusterObject> Objects { get; init; } = [A.Class("longhorn"), A.Class("nfs", "nfs.csi.k8s.io"), A.Target("default")];

    /// Objects that exist but can't be read: (kind, key).
    public ImmutableHashSet<(Type Kind, ObjectKey Key)> Unknown { get; init; } = [];

    /// Kinds that haven't been read, or can't be any more.
    public ImmutableHashSet<Type> Unsynced { get; init; } = [];

    public bool LonghornInstalled { get; init; } = true;

    public Exemptions Exemptions { get; init; } = Exemptions.None;

    /// Namespaces of PVCs that haven't been seen yet.
    public ImmutableHashSet<string> Missing { get; init; } = [];

    public static ClusterState Of(params ReadOnlySpan<ClusterObject> objects) => Empty.With(objects).State;

    public World With(params ReadOnlySpan<ClusterObject> objects) => this with { Objects = Objects.AddRange(objects.ToArray()) };

    public World WithUnknown<T>(string key) where T : ClusterObject => this with { Unknown = Unknown.Add((typeof(T), A.Key(key))) };

    public World WithUnknownInLonghorn<T>(string name) where T : ClusterObject => WithUnknown<T>($"{A.LonghornNamespace}/{name}");

    public World WithUnsynced<T>() where T : ClusterObject => this with { Unsynced = Unsynced.Add(typeof(T)) };

    public ClusterState State => new ClusterState(A.Keys, A.LonghornNamespace, Exemptions)
        .Load(StateSlots.PersistentVolumes, Set<PersistentVolume>(Bound))
        .Load(StateSlots.ConfigMaps, Set<ConfigMap>())
        .Load(StateSlots.Namespaces, Namespaces)
        .Load(StateSlots.Jobs, Set<RecurringJob>())
        .Load(StateSlots.Volumes, Set<LonghornVolume>())
        .Load(StateSlots.Backups, Set<Backup>())
        .Load(StateSlots.Snapshots, Set<Snapshot>())
        .Load(StateSlots.Targets, Set<BackupTarget>())
        .Load(StateSlots.Settings, Set<Setting>())
        .Load(StateSlots.StorageClasses, Set<StorageClass>())
        .Load(StateSlots.Claims, Set<Claim>());

    // A PV that doesn't say whose it is, is bound to the PVC that names it.
    private PersistentVolume Bound(PersistentVolume volume) => volume.ClaimRef is null
        && Objects.OfType<Claim>().Where(claim => claim.VolumeName == volume.Key.Name).ToList() is [var claim] ? volume with { ClaimRef = claim.Key } : volume;

    private ObjectSet<T> Set<T>(Func<T, T>? finish = null) where T : ClusterObject
    {
        var set = ObjectSet<T>.Unread.Replace(
            finish is null ? Objects.OfType<T>() : Objects.OfType<T>().Select(finish), Unknown.Where(item => item.Kind == typeof(T)).Select(item => item.Key), listVersion: "1");
        return Unsynced.Contains(typeof(T)) ? set.Unavailable("403 Forbidden") : set;
    }

    // Those of all PVCs are there, whether or not anything is said of them, and one for PVCs that are yet to be made.
    private ObjectSet<NamespaceObject> Namespaces
    {
        get
        {
            var said = (this with { Objects = LonghornInstalled ? Objects.Add(A.Namespace(A.LonghornNamespace)) : Objects }).Set<NamespaceObject>();
            var others = Objects.OfType<Claim>().Select(claim => claim.Key.Namespace).Concat(Unknown.Where(item => item.Kind == typeof(Claim)).Select(item => item.Key.Namespace))
                .Append("web").Distinct(StringComparer.Ordinal).Where(name => said.IsAbsent(ObjectKey.ClusterScoped(name))).Except(Missing);
            return others.Aggregate(said, (sofar, name) => sofar.Put(A.Namespace(name)));
        }
    }
}
