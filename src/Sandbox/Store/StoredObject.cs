using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Store;

/// <summary>One version of one object. Kept as the bytes that are sent, so that lists and watches copy and never serialise.</summary>
internal sealed class StoredObject
{
    // As Go writes it: no escaping of '<', '+' and the like.
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, string> NoLabels = [];

    private StoredObject(ObjectName name) => Name = name;

    public ObjectName Name { get; }

    public long Revision { get; private init; }

    public string Uid { get; private init; } = "";

    public ReadOnlyMemory<byte> Utf8 { get; private init; }

    public IReadOnlyDictionary<string, string> Labels { get; private init; } = NoLabels;

    public static StoredObject At(long revision, JsonObject json)
    {
        var metadata = json.Metadata();
        metadata["resourceVersion"] = $"{revision}";
        Front(json, "apiVersion");
        Front(json, "kind");
        return new StoredObject(json.ObjectName())
        {
            Revision = revision,
            Uid = metadata.Text("uid") ?? "",
            Utf8 = JsonSerializer.SerializeToUtf8Bytes(json, Json),
            Labels = LabelsOf(metadata),
        };
    }

    /// <summary>Only a name, to look for the place of an object in a sorted set.</summary>
    public static StoredObject Probe(ObjectName name) => new(name);

    /// <summary>A copy that the caller may change.</summary>
    public JsonObject Read() => JsonNode.Parse(Utf8.Span)!.AsObject();

    // What an object is comes first, so that a list can leave it out without reading the object.
    private static void Front(JsonObject json, string key)
    {
        if (json[key] is not { } value) return;
        json.Remove(key);
        json.Insert(0, key, value);
    }

    private static Dictionary<string, string> LabelsOf(JsonObject metadata) => metadata["labels"] is JsonObject labels && labels.Count > 0
        ? labels.ToDictionary(label => label.Key, label => label.Value.Text() ?? "")
        : NoLabels;
}
