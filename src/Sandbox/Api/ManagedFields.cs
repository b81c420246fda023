using System.Text.Json.Nodes;

namespace Sandbox.Api;

// Only what server-side apply needs, and so that clients receive the field and must handle it.
internal static class ManagedFields
{
    public static void Record(JsonObject item, string manager, string operation, string apiVersion, string time, JsonObject fields, string subresource = "")
    {
        var entries = item.Items("metadata", "managedFields")
            .Where(entry => !(entry.Text("manager") == manager && entry.Text("operation") == operation && (entry.Text("subresource") ?? "") == subresource))
            .Select(entry => entry?.DeepClone());
        var mine = new JsonObject
        {
            ["manager"] = manager, ["operation"] = operation, ["apiVersion"] = apiVersion, ["time"] = time, ["fieldsType"] = "FieldsV1", ["fieldsV1"] = fields,
        };
        if (subresource.Length > 0) mine["subresource"] = subresource;
        item.Metadata()["managedFields"] = new JsonArray([.. entries, mine]);
    }

    // The fields of an object in FieldsV1 format; a list counts as one field.
    public static JsonObject FieldsOf(JsonObject item, bool top = true)
    {
        var fields = new JsonObject();
        foreach (var (key, value) in item)
        {
            if (top && key is "apiVersion" or "kind") continue;
            if (top && key == "metadata")
            {
                if (MetadataFields(item) is { Count: > 0 } metadata) fields["f:metadata"] = metadata;
            }
            else fields[$"f:{key}"] = value is JsonObject nested ? FieldsOf(nested, top: false) : new JsonObject();
        }

        return fields;
    }

    public static JsonObject? Applied(JsonObject item, string manager) => item.Items("metadata", "managedFields")
        .FirstOrDefault(entry => entry.Text("manager") == manager && entry.Text("operation") == "Apply").At("fieldsV1") as JsonObject;

    // Removes the fields that the last apply had and this one does not.
    public static void RemoveDropped(JsonObject item, JsonObject before, JsonObject now)
    {
        foreach (var (field, nested) in before)
        {
            var key = field[2..];
            if (nested is JsonObject { Count: > 0 } inner && item[key] is JsonObject child) RemoveDropped(child, inner, now[field] as JsonObject ?? []);
            else if (!now.ContainsKey(field)) item.Remove(key);
        }
    }

    private static JsonObject MetadataFields(JsonObject item)
    {
        var fields = new JsonObject();
        foreach (var key in (string[])["labels", "annotations", "finalizers"])
        {
            if (item.At("metadata", key) is { } value) fields[$"f:{key}"] = value is JsonObject nested ? FieldsOf(nested, top: false) : new JsonObject();
        }

        return fields;
    }
}
