using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

internal sealed class RecurringJobShape
{
    private const string FullBackupInterval = "full-backup-interval";

    public ObjectMeta? Metadata { get; init; }

    public RecurringJobSpecShape? Spec { get; init; }

    public RecurringJob ToRecurringJob(LabelKeys keys)
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        var spec = Spec ?? throw new JsonException("spec is missing");
        return new RecurringJob
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            Labels = meta.LabelsWhere(keys.IsOurs),
            Annotations = meta.AnnotationsWhere(keys.IsOurs),
            Created = meta.Created,
            InDefaultGroup = spec.Groups?.Contains(LonghornLabels.DefaultGroup) ?? false,
            Spec = new JobSpec
            {
                Task = spec.Task ?? "",
                Cron = spec.Cron ?? "",
                Retain = spec.Retain,
                Concurrency = spec.Concurrency,
                FullBackupInterval = spec.Parameters?.GetValueOrDefault(FullBackupInterval),
                InGroups = spec.Groups is { Length: > 0 },
                BackupLabels = ObjectMeta.Where(spec.Labels, keys.IsOurs),
            },
        };
    }
}

internal sealed class RecurringJobSpecShape
{
    public string? Task { get; init; }

    public string? Cron { get; init; }

    public int Retain { get; init; }

    public int Concurrency { get; init; }

    public string[]? Groups { get; init; }

    public Dictionary<string, string?>? Labels { get; init; }

    public Dictionary<string, string?>? Parameters { get; init; }
}
