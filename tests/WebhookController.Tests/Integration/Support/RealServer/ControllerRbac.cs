using System.Net;
using System.Text.Json.Nodes;
using WebhookController.Hosting;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Tests.Integration.Support.RealServer;

/// The permissions that the controller declares, as roles of a real API server, bound to the controller's user.
internal sealed class ControllerRbac(ControllerUser user)
{
    private const string Root = "apis/rbac.authorization.k8s.io/v1/";
    private const string Name = "longhorn-backup-controller";

    /// Where there is no namespace there can be no role; gives the scopes that have theirs.
    public async Task<IReadOnlyList<PermissionScope>> GrantAsync(Api api)
    {
        var granted = new List<PermissionScope>();
        foreach (var scope in Permissions.All.GroupBy(permission => permission.Scope))
        {
            var ns = user.NamespaceOf(scope.Key);
            if (ns is not null && await api.FindAsync($"api/v1/namespaces/{ns}") is null) continue;
            granted.Add(scope.Key);
            var (path, role) = ns is null ? (Root + "cluster", "ClusterRole") : ($"{Root}namespaces/{ns}/", "Role");
            await CreateAsync(api, $"{path}roles", Object(role, new JsonObject { ["rules"] = new JsonArray([.. scope.Select(Rule)]) }));
            await CreateAsync(api, $"{path}rolebindings", Object($"{role}Binding", new JsonObject
            {
                ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = role, ["name"] = Name },
                ["subjects"] = new JsonArray(Subject()),
            }));
        }
        return granted;
    }

    /// Asks for a list of each scope; a kind that isn't installed is not found, but not forbidden.
    public async Task<bool> IsInForceAsync(HttpClient controller, IReadOnlyList<PermissionScope> granted)
    {
        foreach (var permission in Permissions.All.Where(one => one.Verbs.Contains("list") && granted.Contains(one.Scope)).DistinctBy(one => one.Scope))
        {
            var version = permission.Group == "longhorn.io" ? "v1beta2" : "v1";
            var kind = new KindPath(permission.Group, version, permission.Resource) { Namespace = user.NamespaceOf(permission.Scope) };
            var selector = permission.Names.Count > 0 ? $"?fieldSelector=metadata.name%3D{permission.Names[0]}" : "";
            using var answer = await controller.GetAsync(new Uri(kind.Collection + selector, UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.Forbidden) return false;
        }
        return true;
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

    private static JsonObject Subject() => new()
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
        Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.Conflict, answer.Message);
    }
}
