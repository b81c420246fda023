using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

// How Longhorn's objects are read; for backups see BackupReader.
internal static class LonghornReaders
{
    private const string FullBackupInterval = "full-backup-interval";
    private static readonly Func<string, bool> GroupLabels = static key => key.StartsWith(LonghornLabels.GroupPrefix, StringComparison.Ordinal);

    public static RecurringJob RecurringJob(JsonElement json, LabelKeys keys)
    {
        var fields = JsonFields.Of(json);
        var (meta, spec) = (MetadataReader.Of(fields), fields.Object("spec"u8));
        if (!spec.Exists) throw new JsonException("spec is missing");
        var groups = spec.Array("groups"u8).Select(group => group.GetString()).ToList();
        return new RecurringJob
        {
            Key = meta.Key,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            Labels = meta.Labels.Labels(keys.IsOurs),
            Annotations = meta.Annotations.Labels(keys.IsOurs),
            Created = meta.Created,
            Groups = groups.Count == 0 ? "" : string.Join(',', groups.OfType<string>().Distinct().Order(StringComparer.Ordinal)),
            Spec = new JobSpec
            {
                Task = spec.SharedText("task"u8) ?? "",
                Cron = spec.SharedText("cron"u8) ?? "",
                Retain = spec.Number("retain"u8) ?? 0,
                Concurrency = spec.Number("concurrency"u8) ?? 0,
                FullBackupInterval = spec.Object("parameters"u8).SharedText(FullBackupInterval),
                InGroups = groups.Count > 0,
                RetentionPolicy = spec.NotEmpty("retentionPolicy"u8),
                BackupLabels = spec.Object("labels"u8).Labels(keys.IsOurs),
            },
        };
    }

    public static LonghornVolume Volume(JsonElement json)
    {
        var fields = JsonFields.Of(json);
        var (meta, status) = (MetadataReader.Of(fields), fields.Object("status"u8));
        var jobLabels = meta.Labels.Labels(CoreReaders.LonghornJobLabels);
        return new LonghornVolume
        {
            Key = meta.Key,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            Created = meta.Created,
            // Longhorn 1.7 doesn't have the field, and knows one target.
            Target = fields.Object("spec"u8).SharedName("backupTargetName"u8) ?? BackupTarget.Default,
            GroupLabels = meta.Labels.Labels(GroupLabels),
            LinkedClone = fields.Object("spec"u8).Is("cloneMode"u8, "linked-clone"u8),
            LegacyLinkedClone = meta.Labels.Has(LonghornLabels.LegacyLinkedClone),
            Detached = status.Is("state"u8, "detached"u8),
            Faulted = status.Is("robustness"u8, "faulted"u8),
            Restoring = status.Flag("restoreRequired"u8) is true || status.Flag("isStandby"u8) is true,
            LastBackupAt = LonghornTime.Read(status.NotEmpty("lastBackupAt"u8)),
            LastPodRefAt = LonghornTime.Read(status.Object("kubernetesStatus"u8).NotEmpty("lastPodRefAt"u8)),
            JobLabels = jobLabels,
            JobLabelsSince = jobLabels.Count == 0 ? default : JobLabelReader.Times(meta.ManagedFields),
        };
    }

    public static Snapshot Snapshot(JsonElement json)
    {
        var fields = JsonFields.Of(json);
        var (meta, status) = (MetadataReader.Of(fields), fields.Object("status"u8));
        return new Snapshot
        {
            Key = meta.UnsharedKey,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            Ready = status.Flag("readyToUse"u8) ?? false,
            Error = status.NotEmpty("error"u8),
            Created = meta.Created,
        };
    }

    public static Setting Setting(JsonElement json)
    {
        var fields = JsonFields.Of(json);
        var meta = MetadataReader.Of(fields);
        return new Setting { Key = meta.Key, Uid = meta.Uid, ResourceVersion = meta.ResourceVersion, Value = fields.Text("value"u8) ?? "" };
    }

    public static BackupTarget Target(JsonElement json)
    {
        var fields = JsonFields.Of(json);
        var meta = MetadataReader.Of(fields);
        return new BackupTarget
        {
            Key = meta.Key,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            HasUrl = !fields.Object("spec"u8).IsEmpty("backupTargetURL"u8),
            Available = fields.Object("status"u8).Flag("available"u8),
        };
    }
}
