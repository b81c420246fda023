using WebhookController.Core.Cluster;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Admission;

internal enum Operation
{
    Create,
    Update,
    Delete,

    // CONNECT, and whatever Kubernetes adds later.
    Other,
}

internal enum ReviewedKind
{
    Claim,
    ConfigMap,
    Namespace,
    StorageClass,
    Other,
}

// ReviewReader has checked that object and oldObject are there if the operation needs them.
internal sealed class AdmissionRequest(RequestDto dto)
{
    public string Uid { get; } = dto.Uid!;

    public Operation Operation { get; } = OperationOf(dto);

    public ReviewedKind Kind { get; } = KindOf(dto);

    public string User { get; } = dto.UserInfo?.Username ?? "";

    public bool DryRun { get; } = dto.DryRun ?? false;

    public string Name { get; } = dto.Name ?? dto.Object?.Metadata?.Name ?? "";

    public string Namespace { get; } = dto.Namespace ?? "";

    public ReviewedObject? After => dto.Object;

    public ReviewedObject? Before => dto.OldObject;

    public bool IsOutOfScope => OutOfScope(dto);

    // About a subresource, or an operation that we do not review.
    public static bool OutOfScope(RequestDto dto) =>
        !string.IsNullOrEmpty(dto.SubResource) || OperationOf(dto) == Operation.Other;

    public static Operation OperationOf(RequestDto dto) => dto.Operation switch
    {
        "CREATE" => Operation.Create,
        "UPDATE" => Operation.Update,
        "DELETE" => Operation.Delete,
        _ => Operation.Other,
    };

    public static ReviewedKind KindOf(RequestDto dto) => dto.Kind switch
    {
        { Group: null or "", Version: "v1", Kind: "PersistentVolumeClaim" } => ReviewedKind.Claim,
        { Group: null or "", Version: "v1", Kind: "ConfigMap" } => ReviewedKind.ConfigMap,
        { Group: null or "", Version: "v1", Kind: "Namespace" } => ReviewedKind.Namespace,
        { Group: "storage.k8s.io", Version: "v1", Kind: "StorageClass" } => ReviewedKind.StorageClass,
        _ => ReviewedKind.Other,
    };

    public Claim ToClaim(ReviewedObject reviewed, ClusterState state) =>
        new ClaimDto { Metadata = Named(reviewed.Metadata!), Spec = reviewed.Spec }.ToClaim(state.Keys, state.Exemptions);

    public ConfigMap ToConfigMap(ReviewedObject reviewed) =>
        new ConfigMapDto { Metadata = Named(reviewed.Metadata!), Data = reviewed.Data }.ToConfigMap();

    // With generateName, mutating webhooks run before the object has a name.
    private ObjectMeta Named(ObjectMeta meta) => meta is { Name: not null, Namespace: not null } ? meta : new ObjectMeta
    {
        Name = meta.Name ?? Name,
        Namespace = meta.Namespace ?? Namespace,
        Uid = meta.Uid,
        ResourceVersion = meta.ResourceVersion,
        Labels = meta.Labels,
        Annotations = meta.Annotations,
        DeletionTimestamp = meta.DeletionTimestamp,
        OwnerReferences = meta.OwnerReferences,
    };
}
