using WebhookController.Kubernetes.Objects;

namespace WebhookController.Admission;

/// The envelope of admission.k8s.io/v1, as far as we read and write it. A dialogue of two: one holds the request, the other the response.
internal sealed class ReviewShape
{
    public const string Version = "admission.k8s.io/v1";

    public const string ReviewKind = "AdmissionReview";

    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public RequestShape? Request { get; init; }

    public ResponseShape? Response { get; init; }
}

internal sealed class RequestShape
{
    public string? Uid { get; init; }

    public KindShape? Kind { get; init; }

    public string? SubResource { get; init; }

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? Operation { get; init; }

    public ReviewedObject? Object { get; init; }

    public ReviewedObject? OldObject { get; init; }

    public bool? DryRun { get; init; }

    public UserShape? UserInfo { get; init; }
}

internal sealed class UserShape
{
    public string? Username { get; init; }
}

internal sealed class KindShape
{
    public string? Group { get; init; }

    public string? Version { get; init; }

    public string? Kind { get; init; }
}

/// A PVC or a ConfigMap: the fields of both, since the kind may come after the object in the stream.
internal sealed class ReviewedObject
{
    public ObjectMeta? Metadata { get; init; }

    public ClaimSpecDto? Spec { get; init; }

    public Dictionary<string, string?>? Data { get; init; }
}
