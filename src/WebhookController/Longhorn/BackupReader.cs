using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

// A backup re-read from the target (a new cluster, a new BackupTarget) has its labels in status only, one that was just
// started in spec only. What came back from the target counts first.
internal static class BackupReader
{
    public static Backup Backup(JsonElement json, LabelKeys keys)
    {
        var fields = JsonFields.Of(json);
        var (meta, spec, status) = (MetadataReader.Of(fields), fields.Object("spec"u8), fields.Object("status"u8));
        var labels = new BackupLabels(status.Object("labels"u8), spec.Object("labels"u8));
        return new Backup
        {
            Key = meta.UnsharedKey,
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Deleting = meta.Deleting,
            Job = labels.With(LonghornLabels.BackupJob).SharedText(LonghornLabels.BackupJob),
            SourceLabels = labels.With(keys.SourcePvc).Labels(key => key == keys.SourceNamespace || key == keys.SourcePvc),
            Claim = ClaimIn(labels.With(LonghornLabels.BackupKubernetesStatus).Find(LonghornLabels.BackupKubernetesStatus)),
            Volume = status.SharedName("volumeName"u8)
                ?? (meta.Labels.SharedText(LonghornLabels.BackupVolume) is { Length: > 0 } volume ? volume : null),
            IsArchive = labels.With(keys.Archive).Is(keys.Archive, "true"),
            State = meta.Deleting ? BackupState.Deleting : StateOf(spec, status),
            Progress = status.Number("progress"u8) ?? 0,
            Error = status.NotEmpty("error"u8),
            Created = meta.Created,
            CompletedAt = status.NotEmpty("backupCreatedAt"u8),
            Taken = LonghornTime.Read(status.NotEmpty("snapshotCreatedAt"u8)),
            // Bytes, as text.
            Size = long.TryParse(status.Text("size"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0,
        };
    }

    // One that is being made names its snapshot; one that was found in the target doesn't (longhorn-manager, backup_volume_controller.go).
    private static BackupState StateOf(JsonFields spec, JsonFields status) => status.SharedText("state"u8) switch
    {
        "Completed" => BackupState.Completed,
        "Error" or "Unknown" => BackupState.Failed,
        "Deleting" => BackupState.Deleting,
        null or "" when spec.IsEmpty("snapshotName"u8) => BackupState.Unread,
        _ => BackupState.UnderWay,
    };

    // The label KubernetesStatus holds JSON that says, besides much else, which PVC the volume belonged to when the backup was
    // made. Null where the text names no PVC or can't be read: the backup still counts.
    private static ObjectKey? ClaimIn(JsonElement? label)
    {
        if (label is not { } text) return null;
        var quoted = JsonMarshal.GetRawUtf8Value(text);
        var buffer = quoted.Length <= 2048 ? stackalloc byte[quoted.Length] : new byte[quoted.Length];
        var outer = new Utf8JsonReader(quoted);
        outer.Read();
        try
        {
            return ClaimIn(buffer[..outer.CopyString(buffer)]);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ObjectKey? ClaimIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var (ns, name) = ("", "");
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isNamespace, isName) = (reader.ValueTextEquals("namespace"u8), reader.ValueTextEquals("pvcName"u8));
            reader.Read();
            if (isNamespace) ns = TextOf(ref reader);
            else if (isName) name = TextOf(ref reader);
            else reader.Skip();
        }

        return ns.Length > 0 && name.Length > 0 ? new ObjectKey(ns, name) : null;
    }

    private static string TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => "",
        JsonTokenType.String when !reader.ValueIsEscaped => SharedStrings.Instance.Get(reader.ValueSpan),
        JsonTokenType.String => reader.GetString()!,
        _ => throw new JsonException("a name is not a text"),
    };

    private readonly struct BackupLabels(JsonFields status, JsonFields spec)
    {
        public JsonFields With(string key) => status.Has(key) ? status : spec.Has(key) ? spec : default;
    }
}
