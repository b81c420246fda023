using Sandbox.Store;

namespace Sandbox.Api;

internal sealed record ApiRequest(ResourceKind Kind, string Verb, string Namespace, string Name, string Subresource, HttpContext Http)
{
    public ObjectName ObjectName => new(Namespace, Name);

    public string UserAgent => Http.Request.Headers.UserAgent.ToString();

    public required string User { get; init; }

    public bool DryRun => Query("dryRun") == "All";

    public string FieldManager => Query("fieldManager") is { Length: > 0 } manager ? manager : UserAgent.Split('/')[0] is { Length: > 0 } agent ? agent : "unknown";

    public string Query(string key) => Http.Request.Query[key].ToString();

    public bool Asks(string key) => Query(key) is "true" or "1";

    public static ApiRequest? Read(HttpContext http, KindTable kinds, AccessControl access)
    {
        var path = http.Request.Path.Value!.Trim('/').Split('/');
        var (group, version, rest) = path switch
        {
            ["api", var v, .. var tail] => ("", v, tail),
            ["apis", var g, var v, .. var tail] => (g, v, tail),
            _ => ("", "", []),
        };
        var (@namespace, resource, name, subresource) = rest switch
        {
            ["namespaces", var n, "status" or "finalize"] => ("", "namespaces", n, rest[2]),
            ["namespaces", var ns, var r] => (ns, r, "", ""),
            ["namespaces", var ns, var r, var n] => (ns, r, n, ""),
            ["namespaces", var ns, var r, var n, var s] => (ns, r, n, s),
            [var r] => ("", r, "", ""),
            [var r, var n] => ("", r, n, ""),
            [var r, var n, var s] => ("", r, n, s),
            _ => ("", "", "", ""),
        };
        if (kinds.Find(group, version, resource) is not { } kind || (subresource.Length > 0 && !kind.Has(subresource))) return null;
        return new ApiRequest(kind, VerbOf(http.Request, name), @namespace, name, subresource, http) { User = access.UserOf(http.Request) };
    }

    private static string VerbOf(HttpRequest request, string name) => request.Method switch
    {
        "GET" when request.Query["watch"].ToString() is "true" or "1" => "watch",
        "GET" => name.Length > 0 ? "get" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => name.Length > 0 ? "delete" : "deletecollection",
        var other => other,
    };
}
