using System.Text.Json.Nodes;

namespace Sandbox.Api;

// API discovery: the aggregated documents, and the older ones with one group each.
internal sealed class Discovery(KindTable kinds)
{
    public Answer? Answer(HttpRequest request)
    {
        var aggregated = request.Headers.Accept.ToString().Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal);
        return request.Path.Value!.Trim('/').Split('/') switch
        {
            ["version"] => Api.Answer.Json(200, Version()),
            ["healthz" or "readyz" or "livez"] => Api.Answer.Text(200, "ok"),
            ["api"] => aggregated ? Aggregated(row => row.Group.Length == 0) : Api.Answer.Json(200, Versions()),
            ["apis"] => aggregated ? Aggregated(row => row.Group.Length > 0) : Api.Answer.Json(200, Groups()),
            ["api", var version] => Resources("", version),
            ["apis", var group] => kinds.Rows.FirstOrDefault(row => row.Group == group) is { } row ? Api.Answer.Json(200, Group(row)) : null,
            ["apis", var group, var version] => Resources(group, version),
            _ => null,
        };
    }

    private Answer Aggregated(Func<ResourceKind, bool> of)
    {
        var items = kinds.Rows.Where(of).GroupBy(row => row.Group).Select(group => new JsonObject
        {
            ["metadata"] = group.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Key },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["version"] = group.First().Version, ["resources"] = new JsonArray([.. group.Select(AggregatedResource)]), ["freshness"] = "Current",
            }),
        });
        var list = new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList", ["apiVersion"] = "apidiscovery.k8s.io/v2", ["metadata"] = new JsonObject(), ["items"] = new JsonArray([.. items]),
        };
        return Api.Answer.Json(200, list) with { ContentType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" };
    }

    private static JsonObject AggregatedResource(ResourceKind row)
    {
        var kind = new JsonObject { ["group"] = row.Group, ["version"] = row.Version, ["kind"] = row.Kind };
        var resource = new JsonObject
        {
            ["resource"] = row.Plural, ["responseKind"] = kind, ["scope"] = row.Namespaced ? "Namespaced" : "Cluster", ["singularResource"] = row.Singular,
            ["verbs"] = Strings(row.Verbs), ["shortNames"] = Strings(row.ShortNames),
        };
        if (row.HasStatus)
            resource["subresources"] = new JsonArray(new JsonObject { ["subresource"] = "status", ["responseKind"] = kind.DeepClone(), ["verbs"] = Strings(["get", "patch", "update"]) });
        return resource;
    }

    private static JsonObject Versions() => new() { ["kind"] = "APIVersions", ["versions"] = Strings(["v1"]), ["serverAddressByClientCIDRs"] = new JsonArray() };

    private JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList", ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. kinds.Rows.Where(row => row.Group.Length > 0).DistinctBy(row => row.Group).Select(Group)]),
    };

    private static JsonObject Group(ResourceKind row)
    {
        var version = new JsonObject { ["groupVersion"] = row.ApiVersion, ["version"] = row.Version };
        return new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1", ["name"] = row.Group, ["versions"] = new JsonArray(version), ["preferredVersion"] = version.DeepClone() };
    }

    private Answer? Resources(string group, string version)
    {
        var rows = kinds.Rows.Where(row => row.Group == group && row.Version == version).ToList();
        return rows.Count == 0 ? null : Api.Answer.Json(200, new JsonObject
        {
            ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = rows[0].ApiVersion,
            ["resources"] = new JsonArray([.. rows.SelectMany(ResourceAndStatus)]),
        });
    }

    private static IEnumerable<JsonNode> ResourceAndStatus(ResourceKind row)
    {
        yield return Resource(row.Plural, row.Singular, row.Verbs);
        if (row.HasStatus) yield return Resource($"{row.Plural}/status", "", ["get", "patch", "update"]);

        JsonObject Resource(string name, string singular, IReadOnlyList<string> verbs) => new()
        {
            ["name"] = name, ["singularName"] = singular, ["namespaced"] = row.Namespaced, ["kind"] = row.Kind,
            ["verbs"] = Strings(verbs), ["shortNames"] = Strings(row.ShortNames),
        };
    }

    private static JsonObject Version() => new() { ["major"] = "1", ["minor"] = "35", ["gitVersion"] = "v1.35.6-sandbox", ["platform"] = "linux/amd64" };

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
