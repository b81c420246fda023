using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Api;

// The objects that kubectl creates from its arguments (create namespace, configmap, secret) come as protobuf. Other kinds don't.
internal static class ProtobufBody
{
    public const string ContentType = "application/vnd.kubernetes.protobuf";
    public const string Advice = "this server reads protobuf only of Namespaces, ConfigMaps and Secrets; send JSON instead, as kubectl create -f does";

    private static readonly byte[] Magic = [0x6b, 0x38, 0x73, 0x00];

    private static readonly Field Ignored = new("", (_, _, _) => { });

    private static readonly Dictionary<int, Field> Metadata = new()
    {
        [1] = new("name", Text), [2] = new("generateName", Text), [3] = new("namespace", Text),
        [11] = new("labels", Map(Text)), [12] = new("annotations", Map(Text)), [14] = new("finalizers", List),
        // The server decides: uid, resourceVersion, generation, the time of creation.
        [5] = Ignored, [6] = Ignored, [7] = Ignored, [8] = Ignored,
    };

    private static readonly Field ObjectMeta = new("metadata", Message(Metadata));

    private static readonly Dictionary<string, Dictionary<int, Field>> Kinds = new()
    {
        ["Namespace"] = new() { [1] = ObjectMeta, [2] = Ignored, [3] = Ignored },
        ["ConfigMap"] = new() { [1] = ObjectMeta, [2] = new("data", Map(Text)), [3] = new("binaryData", Map(Base64)), [4] = new("immutable", Flag) },
        ["Secret"] = new() { [1] = ObjectMeta, [2] = new("data", Map(Base64)), [3] = new("type", Text), [4] = new("stringData", Map(Text)), [5] = new("immutable", Flag) },
    };

    public static bool Reads(ResourceKind kind) => kind.Group.Length == 0 && Kinds.ContainsKey(kind.Kind);

    // The body is a runtime.Unknown: 1 is the type, 2 the object.
    public static JsonObject Read(ReadOnlyMemory<byte> body, ResourceKind kind)
    {
        try
        {
            if (!body.Span.StartsWith(Magic)) throw new InvalidDataException("the prefix is not that of Kubernetes' protobuf");
            var envelope = ProtobufWire.Fields(body[Magic.Length..]).ToDictionary(field => field.Number, field => field.Bytes);
            var item = new JsonObject();
            foreach (var field in ProtobufWire.Fields(envelope.GetValueOrDefault(1))) item[field.Number == 1 ? "apiVersion" : "kind"] = Encoding.UTF8.GetString(field.Bytes.Span);
            Fill(item, envelope.GetValueOrDefault(2), Kinds[kind.Kind]);
            return item;
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException)
        {
            throw Failures.BadRequest($"the object provided is unrecognized (must be of type {kind.Kind}): {error.Message}");
        }
    }

    private static void Fill(JsonObject item, ReadOnlyMemory<byte> message, Dictionary<int, Field> fields)
    {
        foreach (var field in ProtobufWire.Fields(message).Where(field => !field.IsEmpty))
        {
            if (!fields.TryGetValue(field.Number, out var known)) throw new InvalidDataException($"it has field {field.Number}, and {Advice}");
            known.Set(item, known.Name, field);
        }
    }

    private static void Text(JsonObject item, string name, ProtobufField field) => item[name] = Encoding.UTF8.GetString(field.Bytes.Span);

    private static void Base64(JsonObject item, string name, ProtobufField field) => item[name] = Convert.ToBase64String(field.Bytes.Span);

    private static void Flag(JsonObject item, string name, ProtobufField field) => item[name] = true;

    private static void List(JsonObject item, string name, ProtobufField field)
    {
        if (item[name] is not JsonArray list) item[name] = list = [];
        list.Add((JsonNode)Encoding.UTF8.GetString(field.Bytes.Span));
    }

    private static Setter Message(Dictionary<int, Field> fields) => (item, name, field) => Fill(item.Child(name), field.Bytes, fields);

    // Each entry is a message of its own: 1 is the key, 2 the value.
    private static Setter Map(Setter value) => (item, name, field) =>
    {
        var entry = ProtobufWire.Fields(field.Bytes).ToDictionary(part => part.Number);
        value(item.Child(name), Encoding.UTF8.GetString(entry.GetValueOrDefault(1).Bytes.Span), entry.GetValueOrDefault(2));
    };

    private delegate void Setter(JsonObject item, string name, ProtobufField field);

    private sealed record Field(string Name, Setter Set);
}
