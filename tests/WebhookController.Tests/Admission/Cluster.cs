using WebhookController.Cache;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Tests.Cache;

namespace WebhookController.Tests.Admission;

internal static class Cluster
{
    public static readonly LabelKeys Keys = LabelKeys.Default;

    // Synced, with a Longhorn class `longhorn` and a foreign one `nfs`, and nothing else.
    public static void Ready(ClusterCache cache) => cache
        .Load(StateSlots.Claims)
        .Load(StateSlots.StorageClasses, Class("longhorn", LonghornLabels.Driver), Class("nfs", "nfs.csi.k8s.io"))
        .Load(StateSlots.PersistentVolumes)
        .LoadNamespaces()
        .Load(StateSlots.ConfigMaps)
        .Load(StateSlots.Settings);

    public static void Put(this ClusterCache cache, Claim claim) => cache.Put(StateSlots.Claims, claim);

    public static void Put(this ClusterCache cache, RecurringJob job) => cache.Put(StateSlots.Jobs, job);

    public static Claim Claim(string ns, string name, params (string Key, string Value)[] labels) => new()
    {
        Key = new(ns, name),
        Uid = $"uid-of-{name}",
        ResourceVersion = "2",
        StorageClass = "longhorn",
        Labels = LabelSet.From(labels.Select(label => KeyValuePair.Create(Keys.Prefix + label.Key, label.Value))),
    };

    public static RecurringJob JobOf(Claim claim, string name) => Job(name) with
    {
        Labels = LabelSet.From([KeyValuePair.Create(Keys.Managed, "true"), .. SourceLabels.Of(claim.Key, Keys)]),
    };

    public static RecurringJob Job(string name) => new()
    {
        Key = new("longhorn-system", name),
        Uid = $"uid-of-{name}",
        ResourceVersion = "2",
        Spec = new JobSpec { Task = "backup", Cron = "30 0/4 * * ?", Retain = 8, Concurrency = 1 },
    };

    // An empty one says that the built-in defaults are meant.
    public static ConfigMap NoDefaults => new() { Key = new("backup-controller", "backup-defaults"), Uid = "d", ResourceVersion = "1" };

    // Bound PVCs whose jobs keep eight backups, and have them.
    public static void LoadWithBackups(ClusterCache cache, string ns, int jobs)
    {
        var claims = Enumerable.Range(0, jobs).Select(i => Claim(ns, $"c{i}", ("enabled", "true")) with { VolumeName = $"pv-{i}" }).ToList();
        cache
            .Load(StateSlots.Claims, [.. claims])
            .Load(StateSlots.PersistentVolumes, [.. claims.Select(claim => new PersistentVolume
            {
                Key = ObjectKey.ClusterScoped(claim.VolumeName!),
                Uid = claim.VolumeName!,
                ResourceVersion = "1",
                CsiDriver = LonghornLabels.Driver,
                VolumeHandle = claim.VolumeName,
                ClaimRef = claim.Key,
                ClaimUid = claim.Uid,
            })])
            .Load(StateSlots.Jobs, [.. claims.Select(claim => JobOf(claim, NameOf(claim)))])
            .Load(StateSlots.Backups, [.. claims.SelectMany(claim => Enumerable.Range(0, 8).Select(n => new Backup
            {
                Key = new("longhorn-system", $"{claim.Key.Name}-{n}"),
                Uid = $"{claim.Key.Name}-{n}",
                ResourceVersion = "1",
                State = BackupState.Completed,
                Job = NameOf(claim),
            }))]);

        static string NameOf(Claim claim) => new JobNames(claim.Key, null).Plain;
    }

    private static StorageClass Class(string name, string provisioner) =>
        new() { Key = ObjectKey.ClusterScoped(name), Uid = name, ResourceVersion = "1", Provisioner = provisioner };
}
