using WebhookController.Core.Labels;
using WebhookController.Core.Naming;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;

namespace WebhookController.Core.Tests.Support;

/// Objects in one line. Labels are written "enabled=true name=web"; keys without a "/" get our prefix.
internal static class A
{
    public const string LonghornNamespace = "longhorn-system";
    public static readonly LabelKeys Keys = LabelKeys.Default;

    /// The time of all that doesn't care.
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static ObjectKey Key(string text) => text.Split('/') is [var ns, var name] ? new(ns, name) : ObjectKey.ClusterScoped(text);

    public static LabelSet Labels(string text) => Pairs(text, Keys.Prefix);

    /// Job labels of a Volume or a PVC: "backup-a-b" is short for "…/backup-a-b=enabled".
    public static LabelSet JobLabels(string text) => LabelSet.From(
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(job => job.Split('=') is [var key, var value] ? new(LonghornLabels.ForJob(key), value)
                : KeyValuePair.Create(LonghornLabels.ForJob(job), LonghornLabels.Enabled)));

    public static Claim Claim(string key, string labels = "enabled=true name=data", string? volume = null, string? storageClass = "longhorn",
        string jobLabels = "", bool deleting = false) => new()
        {
            Key = Key(key),
            Uid = $"uid-pvc-{key}",
            ResourceVersion = "1",
            Labels = Labels(labels),
            JobLabels = JobLabels(jobLabels),
            StorageClass = storageClass,
            VolumeName = volume,
            Deleting = deleting,
        };

    public static PersistentVolume Pv(string name, string? handle, string? driver = LonghornLabels.Driver) =>
        new() { Key = ObjectKey.ClusterScoped(name), Uid = $"uid-pv-{name}", ResourceVersion = "1", CsiDriver = driver, VolumeHandle = handle };

    public static NamespaceObject Namespace(string name, string labels = "") =>
        new() { Key = ObjectKey.ClusterScoped(name), Uid = $"uid-namespace-{name}", ResourceVersion = "1", Labels = Labels(labels) };

    public static StorageClass Class(string name, string provisioner = LonghornLabels.Driver, bool isDefault = false, int createdDay = 1, string labels = "") => new()
    {
        Labels = Labels(labels),
        Key = ObjectKey.ClusterScoped(name),
        Uid = $"uid-class-{name}",
        ResourceVersion = "1",
        Provisioner = provisioner,
        IsDefault = isDefault,
        Created = new DateTimeOffset(2026, 1, createdDay, 0, 0, 0, TimeSpan.Zero),
    };

    /// A job as we make it for <paramref name="source"/> with the built-in settings, but for what is said.
    public static RecurringJob Job(string name, string source, string extraLabels = "", string cron = "30 0/4 * * ?", int retain = 8) => new()
    {
        Key = new(LonghornNamespace, name),
        Uid = $"uid-job-{name}",
        ResourceVersion = "1",
        Labels = LabelSet.From([new(Keys.Managed, "true"), .. SourceLabels.Of(Key(source), Keys), .. Labels(extraLabels)]),
        Annotations = SourceLabels.AnnotationsFor(Key(source), Keys),
        Spec = Spec(cron, retain) with { BackupLabels = SourceLabels.Of(Key(source), Keys) },
    };

    public static RecurringJob Foreign(string name, string labels = "") => new()
    {
        Key = new(LonghornNamespace, name),
        Uid = $"uid-job-{name}",
        ResourceVersion = "1",
        Labels = Labels(labels),
        Spec = Spec("0 3 * * ?", 1),
    };

    public static JobSpec Spec(string cron = "30 0/4 * * ?", int retain = 8) =>
        new() { Task = DesiredJob.BackupTask, Cron = cron, Retain = retain, Concurrency = 1, FullBackupInterval = "4" };

    public static LonghornVolume Volume(string name, string jobs = "") =>
        new() { Key = new(LonghornNamespace, name), Uid = $"uid-volume-{name}", ResourceVersion = "1", JobLabels = JobLabels(jobs) };

    public static Backup Backup(string name, string? job, string? source) => new()
    {
        Key = new(LonghornNamespace, name),
        Uid = $"uid-backup-{name}",
        ResourceVersion = "1",
        Job = job,
        SourceLabels = source is null ? LabelSet.Empty : SourceLabels.Of(Key(source), Keys),
    };

    /// A backup of <paramref name="volume"/> that is complete, its snapshot taken five minutes before.
    public static Backup Completed(string name, string volume, DateTimeOffset at, string? job = null, long size = 0) => Backup(name, job, null) with
    {
        Volume = volume,
        State = BackupState.Completed,
        Created = at.AddMinutes(-5),
        Taken = at.AddMinutes(-5),
        CompletedAt = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        Size = size,
    };

    public static Backup Failed(string name, string volume, DateTimeOffset started) =>
        Backup(name, null, null) with { Volume = volume, State = BackupState.Failed, Created = started };

    public static Backup UnderWay(string name, string volume, int progress) =>
        Backup(name, null, null) with { Volume = volume, State = BackupState.UnderWay, Progress = progress };

    public static BackupTarget Target(string name, bool hasUrl = true, bool? available = true) =>
        new() { Key = new(LonghornNamespace, name), Uid = $"uid-target-{name}", ResourceVersion = "1", HasUrl = hasUrl, Available = available };

    public static Setting Setting(string name, string value) =>
        new() { Key = new(LonghornNamespace, name), Uid = $"uid-setting-{name}", ResourceVersion = "1", Value = value };

    public static ConfigMap ConfigMap(string data) =>
        new() { Key = new("backup-controller", "backup-defaults"), Uid = "uid-defaults", ResourceVersion = "1", Data = Pairs(data, "") };

    private static LabelSet Pairs(string text, string prefix) => LabelSet.From(
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair =>
            KeyValuePair.Create(pair[0].Contains('/', StringComparison.Ordinal) ? pair[0] : prefix + pair[0], pair[1])));
}
