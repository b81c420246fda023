using System.Text.Json.Nodes;
using WebhookController.Hosting;
using WebhookController.Tests.Deploy.Support;

namespace WebhookController.Tests.Deploy;

/// What is installed may do what the code declares, and nothing else.
public sealed class RbacTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_chart_grants_what_the_code_declares(string name)
    {
        var install = new ChartCase(name);
        var longhorn = name == "renamed" ? "longhorn" : "longhorn-system";

        Assert.Equal(Declared, Granted(install.Manifests, longhorn, install.Namespace));
    }

    private static IEnumerable<string> Declared => Permissions.All
        .SelectMany(permission => Grants($"{permission.Scope}", [permission.Group], [permission.Resource], permission.Names, permission.Verbs)).Order();

    private static IEnumerable<string> Granted(Manifests manifests, string longhorn, string own) =>
        manifests.Of("ClusterRole").Concat(manifests.Of("Role")).SelectMany(role => role["rules"]!.AsArray().SelectMany(rule => Grants(
            ScopeOf(role, longhorn, own), Manifests.Texts(rule!["apiGroups"]), Manifests.Texts(rule["resources"]),
            Manifests.Texts(rule["resourceNames"]), Manifests.Texts(rule["verbs"])))).Order();

    private static string ScopeOf(JsonObject role, string longhorn, string own) => Manifests.Namespace(role) switch
    {
        null => nameof(PermissionScope.Cluster),
        var ns when ns == longhorn => nameof(PermissionScope.LonghornNamespace),
        var ns when ns == own => nameof(PermissionScope.OwnNamespace),
        var ns => $"in {ns}",
    };

    private static IEnumerable<string> Grants(
        string scope, IReadOnlyList<string> groups, IReadOnlyList<string> resources, IReadOnlyList<string> names, IReadOnlyList<string> verbs) =>
        from g in groups
        from resource in resources
        from objectName in names.DefaultIfEmpty("*")
        from verb in verbs
        select $"{scope}: {verb} {g}/{resource} {objectName}";
}
