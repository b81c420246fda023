using System.Text.Json.Nodes;

namespace Sandbox.Api;

// The part of OpenAPI v3 that kubectl reads before a write: whether PATCH of a kind supports fieldValidation.
internal sealed class OpenApi(KindTable kinds)
{
    public Answer? Answer(HttpRequest request) => request.Path.Value!.Trim('/') switch
    {
        "openapi/v3" => Index(),
        var path when path.StartsWith("openapi/v3/", StringComparison.Ordinal) => Document(path["openapi/v3/".Length..]),
        _ => null,
    };

    // kubectl caches the document by this hash.
    private Answer Index()
    {
        var paths = kinds.Rows.GroupBy(row => row.GroupVersionPath).Select(group =>
            KeyValuePair.Create<string, JsonNode?>(group.Key, new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{group.Key}?hash={group.Count():X8}" }));
        return Api.Answer.Json(200, new JsonObject { ["paths"] = new JsonObject(paths) });
    }

    private Answer? Document(string groupVersion)
    {
        var rows = kinds.Rows.Where(row => row.GroupVersionPath == groupVersion).ToList();
        return rows.Count == 0 ? null : Api.Answer.Json(200, new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Sandbox", ["version"] = "v1.35.6" },
            ["paths"] = new JsonObject(rows.Select(row => KeyValuePair.Create<string, JsonNode?>(Path(row), Operations(row)))),
            ["components"] = new JsonObject { ["schemas"] = new JsonObject() },
        });
    }

    private static string Path(ResourceKind row) => $"/{row.GroupVersionPath}/{(row.Namespaced ? "namespaces/{namespace}/" : "")}{row.Plural}/{{name}}";

    private static JsonObject Operations(ResourceKind row)
    {
        string[] queries = ["dryRun", "fieldManager", "fieldValidation", "force"];
        return new JsonObject
        {
            ["patch"] = new JsonObject
            {
                ["operationId"] = $"patch{row.Kind}",
                ["parameters"] = new JsonArray([.. queries.Select(query => new JsonObject
                {
                    ["name"] = query, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
                })]),
                ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
                ["x-kubernetes-action"] = "patch",
                ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = row.Group, ["version"] = row.Version, ["kind"] = row.Kind },
            },
        };
    }
}
