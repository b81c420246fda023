using System.Globalization;
using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

/// A backup re-read from the target (a new cluster, a new BackupTarget) carries its labels in status only, one just begun in spec only.
/// What came back from the target counts first.
internal sealed class BackupShape
{
    public ObjectMeta? Metadata { get; init; }

    public BackupSpecShape? Spec { get; init; }

    public BackupStatusShape? Status { get; init; }

    public Backup ToBackup(LabelKeys keys)
    {
        var meta = Metadata ?? throw new JsonException("metadata is missing");
        return new Backup
        {
            Key = meta.Key,
            Uid = meta.UidOrEmpty,
            ResourceVersion = meta.VersionOrEmpty,
            Deleting = meta.Deleting,
            Job = Label(LonghornLabels.BackupJob),
            SourceLabels = ObjectMeta.Where(LabelsWith(keys.SourcePvc), key => key == keys.SourceNamespace || key == keys.SourcePvc),
            Claim = KubernetesStatusShape.ClaimIn(Label(LonghornLabels.BackupKubernetesStatus)),
            Volume = NotEmpty(Status?.VolumeName) ?? NotEmpty(meta.Labels?.GetValueOrDefault(LonghornLabels.BackupVolume)),
            IsArchive = Label(keys.Archive) == "true",
            State = StateOf(meta),
            Progress = Status?.Progress ?? 0,
            Error = NotEmpty(Status?.Error),
            Created = meta.Created,
            CompletedAt = NotEmpty(Status?.BackupCreatedAt),
            Taken = LonghornTime.Read(Status?.SnapshotCreatedAt),
            Size = long.TryParse(Status?.Size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0,
        };
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private string? Label(string key) => LabelsWith(key)?.GetValueOrDefault(key);

    private Dictionary<string, string?>? LabelsWith(string key) =>
        Status?.Labels?.ContainsKey(key) is true ? Status.Labels : Spec?.Labels?.ContainsKey(key) is true ? Spec.Labels : null;

    // One that is being made names its snapshot; one that was found in the target doesn't (longhorn-manager, backup_volume_controller.go).
    private BackupState StateOf(ObjectMeta meta) => Status?.State switch
    {
        _ when meta.Deleting => BackupState.Deleting,
        "Completed" => BackupState.Completed,
        "Error" or "Unknown" => BackupState.Failed,
        "Deleting" => BackupState.Deleting,
        null or "" when string.IsNullOrEmpty(Spec?.SnapshotName) => BackupState.Unread,
        _ => BackupState.UnderWay,
    };
}

internal sealed class BackupSpecShape
{
    public string? SnapshotName { get; init; }

    public Dictionary<string, string?>? Labels { get; init; }
}

internal sealed class BackupStatusShape
{
    public Dictionary<string, string?>? Labels { get; init; }

    public string? State { get; init; }

    public int? Progress { get; init; }

    public string? Error { get; init; }

    /// When the backup was complete; lastSyncedAt is only when the target was last looked at.
    public string? BackupCreatedAt { get; init; }

    public string? SnapshotCreatedAt { get; init; }

    public string? VolumeName { get; init; }

    /// Bytes, as text.
    public string? Size { get; init; }
}
