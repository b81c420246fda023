using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebhookController.Longhorn;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, MaxDepth = 64)]
[JsonSerializable(typeof(RecurringJobShape))]
[JsonSerializable(typeof(VolumeShape))]
[JsonSerializable(typeof(BackupShape))]
[JsonSerializable(typeof(KubernetesStatusShape))]
[JsonSerializable(typeof(SnapshotShape))]
[JsonSerializable(typeof(SettingShape))]
[JsonSerializable(typeof(BackupTargetShape))]
internal sealed partial class LonghornJson : JsonSerializerContext;
