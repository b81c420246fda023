using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Core.Layers;
using WebhookController.Hosting;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Hosting;

public sealed class PermissionsTests
{
    private const string Own = "own";
    private const string Longhorn = "longhorn-system";

    private static readonly IReadOnlyList<Permission> All = Permissions.All;

    private static readonly IReadOnlyList<KindPath> Watched = [.. typeof(WatchedResources).GetProperties().Select(kind =>
        (KindPath)kind.PropertyType.GetProperty("Path")!.GetValue(kind.GetValue(new WatchedResources(LabelKeys.Default, Own, Longhorn, Exemptions.None)))!)];

    [Fact]
    public void Every_kind_that_is_watched_may_be_listed_and_watched_where_it_is()
    {
        Assert.NotEmpty(Watched);
        Assert.All(Watched, kind => Assert.Contains(All, permission => Allows(permission, kind, "list") && Allows(permission, kind, "watch")));
    }

    [Fact]
    public void What_is_watched_by_name_may_be_read_by_that_name_only()
    {
        foreach (var permission in All.Where(one => one.Names.Count > 0 && one.Verbs.Contains("list")))
            Assert.Contains(Watched, kind => Allows(permission, kind, "list") && kind.FieldSelector == $"metadata.name={permission.Names.Single()}");
    }

    // What is watched is in the cache, and every change of an object that others write, too, is a patch.
    [Theory]
    [InlineData("get")]
    [InlineData("update")]
    public void Only_the_Lease_is_read_and_replaced_one_by_one(string verb) =>
        Assert.Equal(["leases"], All.Where(permission => permission.Verbs.Contains(verb)).Select(permission => permission.Resource));

    [Fact]
    public void Nothing_is_created_patched_or_deleted_but_what_the_writer_and_the_events_do() => Assert.Equal(
        [
            "create backups", "create events", "create leases", "create recurringjobs", "create snapshots", "delete recurringjobs",
            "patch events", "patch persistentvolumeclaims", "patch recurringjobs", "patch volumes", "update leases",
        ],
        All.SelectMany(permission => permission.Verbs.Except(["get", "list", "watch"]).Select(verb => $"{verb} {permission.Resource}")).Order());

    [Fact]
    public void No_permission_uses_a_wildcard()
    {
        Assert.DoesNotContain(All, permission => permission.Verbs.Append(permission.Group).Append(permission.Resource).Contains("*"));
        Assert.DoesNotContain(All, permission => permission.Verbs.Contains("deletecollection"));
        Assert.Equal(["recurringjobs"], All.Where(permission => permission.Verbs.Contains("delete")).Select(permission => permission.Resource));
        Assert.DoesNotContain(All, permission => permission.Resource is "secrets" or "pods");
    }

    private static bool Allows(Permission permission, KindPath kind, string verb) =>
        permission.Group == kind.Group && permission.Resource == kind.Plural && permission.Verbs.Contains(verb)
        && permission.Scope switch
        {
            PermissionScope.LonghornNamespace => kind.Namespace == Longhorn,
            PermissionScope.OwnNamespace => kind.Namespace == Own,
            _ => true,
        }
        && (permission.Names.Count == 0 || permission.Names.Any(name => kind.FieldSelector == $"metadata.name={name}"));
}
