using BenchmarkDotNet.Attributes;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace Benchmarks;

/// A pass over PVCs with eight backups each, and nothing to do: what a controller of a big cluster spends its days with.
[MemoryDiagnoser]
public class PlannerBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private ClusterState _state = null!;

    [Params(1_000, 10_000)]
    public int Claims { get; set; }

    [GlobalSetup]
    public void Settle()
    {
        var keys = LabelKeys.Default;
        var state = new ClusterState(keys, "longhorn-system").WithStorageClasses(Read<StorageClass>(
            [new() { Key = ObjectKey.ClusterScoped("longhorn"), Uid = "s", ResourceVersion = "1", Provisioner = LonghornLabels.Driver }]));
        state = state.WithClaims(Read(Enumerable.Range(0, Claims).Select(i => new Claim
        {
            Key = new ObjectKey($"team-{i % 300}", $"pvc-{i}"),
            Uid = $"c{i}",
            ResourceVersion = "1",
            StorageClass = "longhorn",
            VolumeName = $"pv-{i}",
            Labels = LabelSet.Of((keys.Prefix + "enabled", "true"), (keys.Name, $"pvc-{i}"), (keys.Prefix + "retain", "14")),
        })));
        state = state with
        {
            Volumes = Read(Enumerable.Range(0, Claims).Select(i => new PersistentVolume
            {
                Key = ObjectKey.ClusterScoped($"pv-{i}"),
                Uid = $"p{i}",
                ResourceVersion = "1",
                CsiDriver = LonghornLabels.Driver,
                VolumeHandle = $"pv-{i}",
            })),
            ConfigMaps = Read<ConfigMap>([]),
            Longhorn = state.Longhorn.WithSettings(Read<Setting>([])) with
            {
                Namespaces = Read<NamespaceObject>([new() { Key = ObjectKey.ClusterScoped("longhorn-system"), Uid = "n", ResourceVersion = "1" }]),
                Jobs = Read<RecurringJob>([]),
                Backups = Read(Enumerable.Range(0, Claims * 8).Select(i => BackupOf(i / 8, i % 8, keys))),
                Targets = Read<BackupTarget>(
                    [new() { Key = new ObjectKey("longhorn-system", "default"), Uid = "t", ResourceVersion = "1", HasUrl = true, Available = true }]),
                Snapshots = Read<Snapshot>([]),
                Volumes = Read(Enumerable.Range(0, Claims).Select(i => new LonghornVolume
                {
                    Key = new ObjectKey("longhorn-system", $"pv-{i}"),
                    Uid = $"v{i}",
                    ResourceVersion = "1",
                })),
            },
        };
        _state = Settled(state);
    }

    [Benchmark]
    public Plan Pass() => Planner.Plan(_state, EffectiveDefaults.BuiltIn, Now);

    private static Backup BackupOf(int claim, int number, LabelKeys keys) => new()
    {
        Key = new ObjectKey("longhorn-system", $"backup-{claim}-{number}"),
        Uid = $"b{claim}-{number}",
        ResourceVersion = "1",
        State = BackupState.Completed,
        Volume = $"pv-{claim}",
        Job = $"backup-team-{claim % 300}-pvc-{claim}",
        SourceLabels = LabelSet.Of((keys.SourceNamespace, $"team-{claim % 300}"), (keys.SourcePvc, $"pvc-{claim}")),
        CompletedAt = "2026-11-23T08:31:00Z",
        Taken = Now.AddHours(-4 * number),
        Size = 1 << 20,
    };

    private static ClusterState Settled(ClusterState state)
    {
        var jobs = Planner.Plan(state, EffectiveDefaults.BuiltIn, default).Changes.OfType<CreateJob>().ToDictionary(change => change.Source);
        var volumes = state.Claims.Items.Values.Select(claim => new LonghornVolume
        {
            Key = state.Longhorn.KeyOf(claim.VolumeName!),
            Uid = "v",
            ResourceVersion = "2",
            JobLabels = LabelSet.Of((LonghornLabels.ForJob(jobs[claim.Key].Target.Name), LonghornLabels.Enabled)),
        });
        var settled = state with
        {
            Longhorn = state.Longhorn with
            {
                Volumes = Read(volumes),
                Jobs = Read(jobs.Values.Select(change => new RecurringJob
                {
                    Key = change.Target,
                    Uid = "j",
                    ResourceVersion = "2",
                    Labels = change.Job.Labels,
                    Spec = change.Job.Spec,
                })),
            },
        };
        return Planner.Plan(settled, EffectiveDefaults.BuiltIn, default).Changes.Any() ? throw new InvalidOperationException("something is left to do") : settled;
    }

    private static ObjectSet<T> Read<T>(IEnumerable<T> items) where T : ClusterObject => ObjectSet<T>.Unread.Replace(items, [], "1");
}
