using System.Net;
using System.Text.Json.Nodes;
using WebhookController.Kubernetes;

namespace WebhookController.Tests.Integration.Support.RealServer;

/// The permissions that the controller declares, as roles of a real API server, bound to the controller's user.
internal static class ControllerRbac
{
    private const string Root = "apis/rbac.authorization.k8s.io/v1/";
    private const string Name = "longhorn-backup-controller";

    public static async Task GrantAsync(Api api)
    {
        foreach (var scope in ControllerUser.Permitted.GroupBy(permission => permission.Scope))
        {
            var ns = ControllerUser.NamespaceOf(scope.Key);
            var (path, role) = ns is null ? (Root + "cluster", "ClusterRole") : ($"{Root}namespaces/{ns}/", "Role");
            await CreateAsync(api, $"{path}roles", Object(role, new JsonObject { ["rules"] = new JsonArray([.. scope.Select(Rule)]) }));
            await CreateAsync(api, $"{path}rolebindings", Object($"{role}Binding", new JsonObject
            {
                ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = role, ["name"] = Name },
                ["subjects"] = new JsonArray(User()),
            }));
        }
    }

    private static JsonObject Rule(Permission permission)
    {
        var rule = new JsonObject
        {
            ["apiGroups"] = new JsonArray(permission.Group),
            ["resources"] = new JsonArray(permission.Resource),
            ["verbs"] = new JsonArray([.. permission.Verbs.Select(verb => (JsonNode)verb)]),
        };
        if (permission.Names.Count > 0) rule["resourceNames"] = new JsonArray([.. permission.Names.Select(name => (JsonNode)name)]);
        return rule;
    }

    private static JsonObject User() => new()
    {
        ["apiGroup"] = "rbac.authorization.k8s.io",
        ["kind"] = "User",
        ["name"] = ControllerUser.Name,
    };

    private static JsonObject Object(string kind, JsonObject content)
    {
        content["apiVersion"] = "rbac.authorization.k8s.io/v1";
        content["kind"] = kind;
        content["metadata"] = new JsonObject { ["name"] = Name };
        return content;
    }

    private static async Task CreateAsync(Api api, string path, JsonObject item)
    {
        var answer = await api.PostAsync(path, item);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Message);
    }
}
