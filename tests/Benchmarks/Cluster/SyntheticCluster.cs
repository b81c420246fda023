using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace Benchmarks.Cluster;

/// The cluster as the controller knows it, made without an API server: for what is measured in process.
internal static class SyntheticCluster
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly LabelKeys Keys = LabelKeys.Default;

    /// PVCs whose jobs and labels are as they should be: a full pass finds nothing to do.
    public static ClusterState Settled(int claims, int backupsEach) => Settled(Of([.. Enumerable.Range(0, claims).Select(claim => Claim(claim))], backupsEach));

    /// A full pass as a controller makes it.
    public static PlanDelta Pass(ClusterState state) => new IncrementalPlanner().Pass(state, EffectiveDefaults.BuiltIn, Now, Affected.Everything());

    public static Plan Plan(ClusterState state) => Planner.Plan(state, EffectiveDefaults.BuiltIn, Now);

    public static Claim Claim(int number, string? name = null, string? ns = null, string? nameLabel = null, bool archive = false) => new()
    {
        Key = new ObjectKey(ns ?? Names.Namespace(number), name ?? Names.Claim(number)),
        Uid = Names.Uid(number),
        ResourceVersion = "1",
        StorageClass = "longhorn",
        VolumeName = Names.Volume(number),
        Labels = LabelSet.Of(
            [(Keys.Prefix + "enabled", "true"), (Keys.Name, nameLabel ?? Names.Claim(number)), .. archive ? [(Keys.Archive, "true")] : Array.Empty<(string, string)>()]),
    };

    /// These PVCs with their volumes and backups, and no job yet.
    public static ClusterState Of(IReadOnlyList<Claim> claims, int backupsEach)
    {
        var longhorn = new StorageClass { Key = ObjectKey.ClusterScoped("longhorn"), Uid = "s", ResourceVersion = "1", Provisioner = LonghornLabels.Driver };
        var namespaces = claims.Select(claim => claim.Key.Namespace).Append(Names.Longhorn).Distinct(StringComparer.Ordinal)
            .Select(name => new NamespaceObject { Key = ObjectKey.ClusterScoped(name), Uid = name, ResourceVersion = "1" });
        var target = new BackupTarget { Key = new ObjectKey(Names.Longhorn, "default"), Uid = "t", ResourceVersion = "1", HasUrl = true, Available = true };
        var state = new ClusterState(Keys, Names.Longhorn);
        state = Load(state, StateSlots.StorageClasses, [longhorn]);
        state = Load(state, StateSlots.PersistentVolumes, claims.Select(PersistentVolume));
        state = Load(state, StateSlots.Namespaces, namespaces);
        state = Load(state, StateSlots.Claims, claims);
        state = Load(state, StateSlots.ConfigMaps, []);
        state = Load(state, StateSlots.Settings, []);
        state = Load(state, StateSlots.Jobs, []);
        state = Load(state, StateSlots.Backups, claims.SelectMany((claim, i) => Enumerable.Range(0, backupsEach).Select(number => BackupOf(claim, i, number))));
        state = Load(state, StateSlots.Targets, [target]);
        state = Load(state, StateSlots.Snapshots, []);
        return Load(state, StateSlots.Volumes, claims.Select(claim => Volume(claim, null)));
    }

    /// The state once the jobs that it lacks are there, and carried by their volumes.
    public static ClusterState Settled(ClusterState state)
    {
        var jobs = Plan(state).Changes.OfType<CreateJob>().ToDictionary(change => change.Source);
        state = Load(state, StateSlots.Volumes, state.Claims.Items.Values.Select(claim => Volume(claim, jobs.GetValueOrDefault(claim.Key)?.Target.Name)));
        return Load(state, StateSlots.Jobs, jobs.Values.Select(JobOf));
    }

    public static ClusterState WithClaims(ClusterState state, IEnumerable<Claim> claims) => Load(state, StateSlots.Claims, claims);

    private static PersistentVolume PersistentVolume(Claim claim) => new()
    {
        Key = ObjectKey.ClusterScoped(claim.VolumeName!),
        Uid = "p",
        ResourceVersion = "1",
        CsiDriver = LonghornLabels.Driver,
        VolumeHandle = claim.VolumeName,
    };

    private static LonghornVolume Volume(Claim claim, string? job) => new()
    {
        Key = new ObjectKey(Names.Longhorn, claim.VolumeName!),
        Uid = "v",
        ResourceVersion = "1",
        JobLabels = job is null ? LabelSet.Empty : LabelSet.Of((LonghornLabels.ForJob(job), LonghornLabels.Enabled)),
    };

    private static RecurringJob JobOf(CreateJob change) => new()
    {
        Key = change.Target,
        Uid = "j",
        ResourceVersion = "1",
        Labels = change.Job.Labels,
        Annotations = change.Job.Annotations,
        Spec = change.Job.Spec,
    };

    private static Backup BackupOf(Claim claim, int number, int backup) => new()
    {
        Key = new ObjectKey(Names.Longhorn, Names.Backup(number, backup)),
        Uid = $"b{number}-{backup}",
        ResourceVersion = "1",
        State = BackupState.Completed,
        Volume = claim.VolumeName,
        Job = Names.Job(number),
        SourceLabels = LabelSet.Of((Keys.SourceNamespace, claim.Key.Namespace), (Keys.SourcePvc, claim.Key.Name)),
        CompletedAt = "2026-11-23T08:31:00Z",
        Taken = Now.AddHours(-4 * (backup + 1)),
        Size = 1 << 20,
    };

    private static ClusterState Load<T>(ClusterState state, StateSlot<T> slot, IEnumerable<T> items) where T : ClusterObject =>
        ClusterChange.Apply(state, slot, null, _ => ObjectSet<T>.Unread.Replace(items, [], "1"), Now, Affected.Everything());
}
