using WebhookController.Core.Layers;
using WebhookController.LeaderElection;
using static WebhookController.Hosting.PermissionScope;

namespace WebhookController.Hosting;

internal enum PermissionScope
{
    Cluster,
    LonghornNamespace,
    OwnNamespace,
}

internal sealed record Permission(PermissionScope Scope, string Group, string Resource, params IReadOnlyList<string> Verbs)
{
    // If set, only for objects of these names: a list or a watch must then select one of them by metadata.name.
    public IReadOnlyList<string> Names { get; init; } = [];
}

// Exactly the permissions that the controller uses. Every way to install it grants these and no others.
internal static class Permissions
{
    // Never get: what is watched is in the cache.
    private static readonly string[] Read = ["list", "watch"];

    public static IReadOnlyList<Permission> Of(string longhornNamespace) =>
    [
        // Patched only if the PVC is the source of its volume's job labels.
        new(Cluster, "", "persistentvolumeclaims", [.. Read, "patch"]),
        new(Cluster, "", "persistentvolumes", Read),
        new(Cluster, "storage.k8s.io", "storageclasses", Read),
        new(Cluster, "", "namespaces", Read),
        // An Event is in the namespace of its object, and PVCs are in all of them.
        new(Cluster, "events.k8s.io", "events", "create", "patch"),

        new(LonghornNamespace, "longhorn.io", "recurringjobs", [.. Read, "create", "patch", "delete"]),
        new(LonghornNamespace, "longhorn.io", "volumes", [.. Read, "patch"]),
        new(LonghornNamespace, "longhorn.io", "snapshots", [.. Read, "create"]),
        new(LonghornNamespace, "longhorn.io", "backups", [.. Read, "create"]),
        new(LonghornNamespace, "longhorn.io", "settings", Read),
        new(LonghornNamespace, "longhorn.io", "backuptargets", Read),

        new(OwnNamespace, "", "configmaps", Read) { Names = [DefaultsParser.ConfigMapName] },
        // The name of a new object is in the body, which RBAC does not check.
        new(OwnNamespace, "coordination.k8s.io", "leases", "create"),
        new(OwnNamespace, "coordination.k8s.io", "leases", "get", "update") { Names = [LeaseStore.LeaseName] },
    ];
}
