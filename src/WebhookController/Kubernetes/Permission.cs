namespace WebhookController.Kubernetes;

/// Where a permission holds: everywhere, where Longhorn lives, or where we do.
internal enum PermissionScope
{
    Cluster,
    LonghornNamespace,
    OwnNamespace,
}

/// What we may do to the objects of a kind. With names only to those: a list or a watch must then ask for one of them by metadata.name.
internal sealed record Permission(PermissionScope Scope, string Group, string Resource, params IReadOnlyList<string> Verbs)
{
    public IReadOnlyList<string> Names { get; init; } = [];
}
