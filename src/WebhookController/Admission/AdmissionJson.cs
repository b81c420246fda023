using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebhookController.Admission;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, MaxDepth = 64,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReviewShape))]
[JsonSerializable(typeof(StatusShape))]
internal sealed partial class AdmissionJson : JsonSerializerContext;
