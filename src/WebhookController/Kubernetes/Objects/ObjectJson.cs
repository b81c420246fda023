using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebhookController.Kubernetes.Objects;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, MaxDepth = 64)]
[JsonSerializable(typeof(ClaimShape))]
[JsonSerializable(typeof(PersistentVolumeShape))]
[JsonSerializable(typeof(StorageClassShape))]
[JsonSerializable(typeof(ConfigMapShape))]
[JsonSerializable(typeof(NamespaceShape))]
internal sealed partial class ObjectJson : JsonSerializerContext;
