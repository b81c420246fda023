using System.Text.Json.Nodes;

namespace Sandbox.Api;

// Who an entry of managedFields is about.
internal sealed record FieldOwner(string Manager, string Operation, string ApiVersion, string Subresource)
{
    public static FieldOwner Of(ApiRequest request, string operation) => new(request.FieldManager, operation, request.Kind.ApiVersion, request.Subresource);

    public static FieldOwner Of(JsonNode? entry) =>
        new(entry.Text("manager") ?? "", entry.Text("operation") ?? "", entry.Text("apiVersion") ?? "", entry.Text("subresource") ?? "");

    public JsonObject Entry(IEnumerable<string> fields, string time)
    {
        var entry = new JsonObject
        {
            ["manager"] = Manager, ["operation"] = Operation, ["apiVersion"] = ApiVersion, ["time"] = time, ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = FieldPaths.ToFieldsV1(fields),
        };
        if (Subresource.Length > 0) entry["subresource"] = Subresource;
        return entry;
    }

    // As in the messages about conflicts.
    public override string ToString()
    {
        var name = Subresource.Length > 0 ? $"\"{Manager}\" with subresource \"{Subresource}\"" : $"\"{Manager}\"";
        return Operation == "Update" ? $"{name} using {ApiVersion}" : name;
    }
}
