using WebhookController.Core.Layers;
using WebhookController.LeaderElection;
using static WebhookController.Kubernetes.PermissionScope;

namespace WebhookController.Kubernetes;

/// All that the controller may do in a cluster, and so all that it needs: what installs it grants exactly this.
internal static class Permissions
{
    private static readonly string[] Read = ["get", "list", "watch"];

    public static IReadOnlyList<Permission> Of(string longhornNamespace) =>
    [
        // Patched only where a PVC is the source of its volume's job labels.
        new(Cluster, "", "persistentvolumeclaims", [.. Read, "patch"]),
        new(Cluster, "", "persistentvolumes", Read),
        new(Cluster, "storage.k8s.io", "storageclasses", Read),
        new(Cluster, "", "namespaces", Read) { Names = [longhornNamespace] },
        // An event is where its object is, and PVCs are everywhere.
        new(Cluster, "events.k8s.io", "events", "create", "patch"),

        new(LonghornNamespace, "longhorn.io", "recurringjobs", [.. Read, "create", "update", "patch", "delete"]),
        new(LonghornNamespace, "longhorn.io", "volumes", [.. Read, "patch"]),
        new(LonghornNamespace, "longhorn.io", "snapshots", [.. Read, "create"]),
        new(LonghornNamespace, "longhorn.io", "backups", [.. Read, "create"]),
        new(LonghornNamespace, "longhorn.io", "settings", Read),
        new(LonghornNamespace, "longhorn.io", "backuptargets", Read),

        new(OwnNamespace, "", "configmaps", Read) { Names = [DefaultsParser.ConfigMapName] },
        // Who creates an object names it in the body, where RBAC doesn't look.
        new(OwnNamespace, "coordination.k8s.io", "leases", "create"),
        new(OwnNamespace, "coordination.k8s.io", "leases", "get", "update") { Names = [ElectionSettings.LeaseName] },
    ];
}
