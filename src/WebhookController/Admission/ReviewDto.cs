using System.Text.Json;
using System.Text.Json.Serialization;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Admission;

// The fields of admission.k8s.io/v1 that we read and write. It has either the request or the response.
internal sealed class ReviewDto
{
    public const string Version = "admission.k8s.io/v1";

    public const string ReviewKind = "AdmissionReview";

    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public RequestDto? Request { get; init; }

    public ResponseDto? Response { get; init; }
}

internal sealed class RequestDto
{
    public string? Uid { get; init; }

    public KindDto? Kind { get; init; }

    public string? SubResource { get; init; }

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? Operation { get; init; }

    public ReviewedObject? Object { get; init; }

    public ReviewedObject? OldObject { get; init; }

    public bool? DryRun { get; init; }

    public UserDto? UserInfo { get; init; }
}

internal sealed class UserDto
{
    public string? Username { get; init; }
}

internal sealed class KindDto
{
    public string? Group { get; init; }

    public string? Version { get; init; }

    public string? Kind { get; init; }
}

// The fields of a PVC and of a ConfigMap, since the kind may come after the object in the stream.
internal sealed class ReviewedObject
{
    public ObjectMeta? Metadata { get; init; }

    public ClaimSpecDto? Spec { get; init; }

    public TextMap? Data { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, MaxDepth = 64,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReviewDto))]
[JsonSerializable(typeof(StatusDto))]
internal sealed partial class AdmissionJson : JsonSerializerContext;
