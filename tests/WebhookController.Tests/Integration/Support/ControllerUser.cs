using Sandbox;
using WebhookController.Hosting;

namespace WebhookController.Tests.Integration.Support;

/// Whom the controller is in a cluster: its service account, with the permissions that it declares.
internal sealed record ControllerUser(string LonghornNamespace = "longhorn-system")
{
    public const string Name = "system:serviceaccount:backup-controller:longhorn-backup-controller";

    public RestrictedUser OnSandbox => new(Name, "sandbox-controller",
        [.. Permissions.All.Select(one => new Grant(one.Group, one.Resource, one.Verbs) { Namespace = NamespaceOf(one.Scope), Names = one.Names })]);

    /// Null where a permission holds everywhere.
    public string? NamespaceOf(PermissionScope scope) => scope switch
    {
        PermissionScope.LonghornNamespace => LonghornNamespace,
        PermissionScope.OwnNamespace => "backup-controller",
        _ => null,
    };
}
