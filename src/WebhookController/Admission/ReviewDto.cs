using System.Text.Json;
using System.Text.Json.Serialization;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Admission;

// The fields of admission.k8s.io/v1 that we read and write. It has either the request or the response. What is read has setters: init
// makes each property an argument of a constructor, which costs a fifth of the time that it takes to read a review.
internal sealed class ReviewDto
{
    public const string Version = "admission.k8s.io/v1";

    public const string ReviewKind = "AdmissionReview";

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public RequestDto? Request { get; set; }

    public ResponseDto? Response { get; set; }
}

internal sealed class RequestDto
{
    public string? Uid { get; set; }

    public KindDto? Kind { get; set; }

    public string? SubResource { get; set; }

    public string? Name { get; set; }

    public string? Namespace { get; set; }

    public string? Operation { get; set; }

    public ReviewedObject? Object { get; set; }

    public ReviewedObject? OldObject { get; set; }

    public bool? DryRun { get; set; }

    public UserDto? UserInfo { get; set; }
}

internal sealed class UserDto
{
    public string? Username { get; set; }
}

internal sealed class KindDto
{
    public string? Group { get; set; }

    public string? Version { get; set; }

    public string? Kind { get; set; }
}

// The fields of a PVC and of a ConfigMap, since the kind may come after the object in the stream.
internal sealed class ReviewedObject
{
    public ObjectMeta? Metadata { get; set; }

    public ClaimSpecDto? Spec { get; set; }

    public TextMap? Data { get; set; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, MaxDepth = 64,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReviewDto))]
[JsonSerializable(typeof(StatusDto))]
internal sealed partial class AdmissionJson : JsonSerializerContext;
