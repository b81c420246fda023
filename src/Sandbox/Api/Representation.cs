using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Store;

namespace Sandbox.Api;

// The formats that a client can ask for: the whole object, table rows, or only the metadata.
internal sealed class Representation(ResourceKind kind, Shape shape, DateTimeOffset now)
{
    private static readonly byte[] Comma = [(byte)','];

    private readonly byte[] _typeFields = Encoding.UTF8.GetBytes($"\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");

    public ReadOnlyMemory<byte> Single(StoredObject stored) => shape switch
    {
        Shape.Table => Bytes(Table([Row(stored)], new JsonObject { ["resourceVersion"] = $"{stored.Revision}" })),
        Shape.MetadataOnly => Bytes(MetadataOf(stored)),
        _ when kind.Renamed.Count > 0 => Bytes(Typed(kind.View(stored.Read()))),
        _ => stored.Utf8,
    };

    public ReadOnlyMemory<byte> List(IReadOnlyCollection<StoredObject> items, JsonObject metadata)
    {
        if (shape == Shape.Table) return Bytes(Table(items.Select(Row), metadata));

        // As much as whole objects need: a page that grows piece by piece is copied again and again.
        var output = new ArrayBufferWriter<byte>(1024 + items.Sum(item => item.Utf8.Length + 1));
        var (listKind, apiVersion) = shape == Shape.MetadataOnly ? ("PartialObjectMetadataList", "meta.k8s.io/v1") : (kind.ListKind, kind.ApiVersion);
        output.Write(Encoding.UTF8.GetBytes($"{{\"kind\":\"{listKind}\",\"apiVersion\":\"{apiVersion}\",\"metadata\":{metadata.ToJsonString()},\"items\":["));
        var first = true;
        foreach (var item in items)
        {
            if (!first) output.Write(Comma);
            first = false;
            Append(output, Single(item).Span);
        }

        output.Write("]}"u8);
        return output.WrittenMemory;
    }

    // A bookmark: an empty object with only a resourceVersion.
    public JsonObject Bookmark(long revision, bool initialEventsEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = $"{revision}" };
        if (initialEventsEnd) metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        return shape switch
        {
            Shape.Table => Table([], metadata),
            Shape.MetadataOnly => new JsonObject { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = metadata },
            _ => new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata },
        };
    }

    // List items of built-in kinds have no apiVersion and kind; those of custom resources do.
    private void Append(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> item)
    {
        if (shape == Shape.Object && !kind.Custom && item.Length > 1 && item[1..].StartsWith(_typeFields))
        {
            output.Write("{"u8);
            output.Write(item[(1 + _typeFields.Length)..]);
        }
        else output.Write(item);
    }

    private JsonObject Typed(JsonObject item)
    {
        item.Remove("kind");
        item.Remove("apiVersion");
        item.Insert(0, "kind", kind.Kind);
        item.Insert(1, "apiVersion", kind.ApiVersion);
        return item;
    }

    private JsonObject Table(IEnumerable<JsonNode?> rows, JsonObject metadata) => new()
    {
        ["kind"] = "Table",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = metadata,
        ["columnDefinitions"] = new JsonArray([.. kind.Columns.Select(column => new JsonObject
        {
            ["name"] = column.Name, ["type"] = column.Type, ["format"] = column.Format, ["description"] = "", ["priority"] = column.Priority,
        })]),
        ["rows"] = new JsonArray([.. rows]),
    };

    private JsonObject Row(StoredObject stored)
    {
        var item = kind.View(stored.Read());
        return new JsonObject
        {
            ["cells"] = new JsonArray([.. kind.Columns.Select(column => column.Cell(item, now))]),
            ["object"] = MetadataOf(stored),
        };
    }

    private static JsonObject MetadataOf(StoredObject stored) => new()
    {
        ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = stored.Read()["metadata"]?.DeepClone(),
    };

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, StoredObject.Json);
}
