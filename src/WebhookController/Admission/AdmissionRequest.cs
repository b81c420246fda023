using WebhookController.Core.Claims;
using WebhookController.Core.Cluster;
using WebhookController.Core.Labels;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Admission;

internal enum Operation
{
    Create,
    Update,
    Delete,

    /// CONNECT, and whatever Kubernetes may think of later.
    Other,
}

internal enum ReviewedKind
{
    Claim,
    ConfigMap,
    Other,
}

/// A request that has been checked: what the operation needs of object and oldObject is there.
internal sealed class AdmissionRequest(RequestShape shape)
{
    public string Uid { get; } = shape.Uid!;

    public Operation Operation { get; } = OperationOf(shape);

    public ReviewedKind Kind { get; } = KindOf(shape);

    public string User { get; } = shape.UserInfo?.Username ?? "";

    public bool DryRun { get; } = shape.DryRun ?? false;

    public string Name { get; } = shape.Name ?? shape.Object?.Metadata?.Name ?? "";

    public string Namespace { get; } = shape.Namespace ?? "";

    public ReviewedObject? After => shape.Object;

    public ReviewedObject? Before => shape.OldObject;

    /// Whether the request is about something else than the object itself, or none of our operations.
    public bool IsBeyondUs => IsBeyond(shape);

    public static bool IsBeyond(RequestShape shape) =>
        !string.IsNullOrEmpty(shape.SubResource) || OperationOf(shape) == Operation.Other;

    public static Operation OperationOf(RequestShape shape) => shape.Operation switch
    {
        "CREATE" => Operation.Create,
        "UPDATE" => Operation.Update,
        "DELETE" => Operation.Delete,
        _ => Operation.Other,
    };

    public static ReviewedKind KindOf(RequestShape shape) => shape.Kind switch
    {
        { Group: null or "", Version: "v1", Kind: "PersistentVolumeClaim" } => ReviewedKind.Claim,
        { Group: null or "", Version: "v1", Kind: "ConfigMap" } => ReviewedKind.ConfigMap,
        _ => ReviewedKind.Other,
    };

    public Claim ToClaim(ReviewedObject reviewed, LabelKeys keys) =>
        new ClaimDto { Metadata = Named(reviewed.Metadata!), Spec = reviewed.Spec }.ToClaim(keys);

    public ConfigMap ToConfigMap(ReviewedObject reviewed) =>
        new ConfigMapDto { Metadata = Named(reviewed.Metadata!), Data = reviewed.Data }.ToConfigMap();

    // With generateName a mutating webhook is asked before there is a name.
    private ObjectMeta Named(ObjectMeta meta) => meta is { Name: not null, Namespace: not null } ? meta : new ObjectMeta
    {
        Name = meta.Name ?? Name,
        Namespace = meta.Namespace ?? Namespace,
        Uid = meta.Uid,
        ResourceVersion = meta.ResourceVersion,
        Labels = meta.Labels,
        Annotations = meta.Annotations,
        DeletionTimestamp = meta.DeletionTimestamp,
    };
}
