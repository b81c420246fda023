using System.Text.Json.Nodes;

namespace Sandbox.Api;

// Authentication by token, and authorization.
internal sealed class AccessControl(string administratorToken, IReadOnlyList<RestrictedUser> users)
{
    private const string ByName = "metadata.name=";

    // Tests act as other users by impersonation.
    public string UserOf(HttpRequest request) =>
        request.Headers["Impersonate-User"] is { Count: > 0 } user ? user.ToString() : Find(request)?.Name ?? "admin";

    public JsonObject? Refusal(ApiRequest request)
    {
        var authorization = request.Http.Request.Headers.Authorization.ToString();
        if (authorization.Length == 0) return Failures.Forbidden(request, "system:anonymous").Status;
        if (authorization == $"Bearer {administratorToken}") return null;
        if (Find(request.Http.Request) is not { } user) return Failures.Status(401, "Unauthorized", "Unauthorized");
        return user.Grants.Any(grant => Covers(grant, request)) ? null : Failures.Forbidden(request, user.Name).Status;
    }

    private RestrictedUser? Find(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return users.FirstOrDefault(user => authorization == $"Bearer {user.Token}");
    }

    private static bool Covers(Grant grant, ApiRequest request) =>
        grant.Group == request.Kind.Group
        && grant.Resource == (request.Subresource.Length == 0 ? request.Kind.Plural : $"{request.Kind.Plural}/{request.Subresource}")
        && grant.Verbs.Contains(request.Verb)
        && (grant.Namespace is null || grant.Namespace == request.Namespace)
        && (grant.Names.Count == 0 || grant.Names.Contains(NameIn(request)));

    // Like RBAC, treats a list or watch of one object by name as access to that object.
    private static string NameIn(ApiRequest request)
    {
        if (request.Name.Length > 0) return request.Name;
        var selector = request.Query("fieldSelector");
        return selector.StartsWith(ByName, StringComparison.Ordinal) ? selector[ByName.Length..] : "";
    }
}
