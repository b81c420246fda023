using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

internal sealed class VolumeShape
{
    public ObjectMeta? Metadata { get; init; }

    public VolumeSpecShape? Spec { get; init; }

    public VolumeStatusShape? Status { get; init; }

    public LonghornVolume ToVolume()
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new LonghornVolume
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            Created = meta.Created,
            Target = string.IsNullOrEmpty(Spec?.BackupTargetName) ? BackupTarget.Default : Spec.BackupTargetName,
            InDefaultGroup = meta.Labels?.GetValueOrDefault(LonghornLabels.InDefaultGroup) == LonghornLabels.Enabled,
            Detached = Status?.State == "detached",
            Faulted = Status?.Robustness == "faulted",
            Restoring = Status is { RestoreRequired: true } or { IsStandby: true },
            LastBackupAt = LonghornTime.Read(Status?.LastBackupAt),
            LastPodRefAt = LonghornTime.Read(Status?.KubernetesStatus?.LastPodRefAt),
            JobLabels = meta.LabelsWhere(static key => key.StartsWith(LonghornLabels.JobPrefix, StringComparison.Ordinal)),
        };
    }
}

internal sealed class VolumeSpecShape
{
    /// Longhorn 1.7 doesn't have it, and knows one target.
    public string? BackupTargetName { get; init; }
}

internal sealed class VolumeStatusShape
{
    public string? State { get; init; }

    public string? Robustness { get; init; }

    public bool? RestoreRequired { get; init; }

    public bool? IsStandby { get; init; }

    public string? LastBackupAt { get; init; }

    public VolumeUsersShape? KubernetesStatus { get; init; }
}

internal sealed class VolumeUsersShape
{
    public string? LastPodRefAt { get; init; }
}
