using Sandbox;
using WebhookController.Kubernetes;

namespace WebhookController.Tests.Integration.Support;

/// Whom the controller is in a cluster: its service account, with the permissions that it declares.
internal static class ControllerUser
{
    public const string Name = "system:serviceaccount:backup-controller:longhorn-backup-controller";

    public static IReadOnlyList<Permission> Permitted { get; } = Permissions.Of("longhorn-system");

    public static RestrictedUser OnSandbox { get; } = new(Name, "sandbox-controller",
        [.. Permitted.Select(one => new Grant(one.Group, one.Resource, one.Verbs) { Namespace = NamespaceOf(one.Scope), Names = one.Names })]);

    /// Null where a permission holds everywhere.
    public static string? NamespaceOf(PermissionScope scope) => scope switch
    {
        PermissionScope.LonghornNamespace => "longhorn-system",
        PermissionScope.OwnNamespace => "backup-controller",
        _ => null,
    };
}
