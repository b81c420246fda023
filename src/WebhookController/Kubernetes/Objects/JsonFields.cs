using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using WebhookController.Core.Labels;

namespace WebhookController.Kubernetes.Objects;

// Reads the fields of a JSON object one by one from a document that is parsed already. What isn't asked for (managedFields,
// kubectl's last-applied-configuration) never becomes a string. A field that is missing or null is null; one of another type
// than asked for throws JsonException.
internal readonly struct JsonFields
{
    private readonly JsonElement? _object;

    private JsonFields(JsonElement? json) => _object = json;

    public static JsonFields Of(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new JsonFields(json)
        : throw new JsonException($"an object was expected, not {json.ValueKind}");

    public bool Exists => _object is not null;

    // For what isn't worth a field each.
    public JsonElement? Raw(ReadOnlySpan<byte> name) => Find(name);

    public JsonFields Object(ReadOnlySpan<byte> name) => Find(name, JsonValueKind.Object) is { } json ? new JsonFields(json) : default;

    public string? Text(ReadOnlySpan<byte> name) => Find(name, JsonValueKind.String)?.GetString();

    // A text that many objects have in common.
    public string? SharedText(ReadOnlySpan<byte> name) => Find(name, JsonValueKind.String) is { } text ? Shared(text) : null;

    // The same, where "" means that there is none.
    public string? SharedName(ReadOnlySpan<byte> name) => SharedText(name) is { Length: > 0 } text ? text : null;

    public string? SharedText(string name) => Find(name) is { } text ? Shared(text) : null;

    public string? NotEmpty(ReadOnlySpan<byte> name) => IsEmpty(name) ? null : Text(name);

    public bool IsEmpty(ReadOnlySpan<byte> name) => Find(name, JsonValueKind.String) is not { } text || text.ValueEquals(""u8);

    public bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Find(name, JsonValueKind.String) is { } text && text.ValueEquals(value);

    public bool Is(string name, string value) => Find(name) is { } text && text.ValueEquals(value);

    public bool Has(string name) => _object?.TryGetProperty(name, out _) is true;

    public JsonElement? Find(string name) =>
        _object is { } json && json.TryGetProperty(name, out var value) ? Checked(value, JsonValueKind.String, name) : null;

    public bool? Flag(ReadOnlySpan<byte> name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw new JsonException($"a boolean was expected, not {other.ValueKind}"),
    };

    public int? Number(ReadOnlySpan<byte> name) => Find(name, JsonValueKind.Number) switch
    {
        null => null,
        { } number when number.TryGetInt32(out var value) => value,
        _ => throw new JsonException("a whole number was expected"),
    };

    // Null also where the text is no time.
    public DateTimeOffset? Time(ReadOnlySpan<byte> name) =>
        Find(name, JsonValueKind.String) is { } text && text.TryGetDateTimeOffset(out var time) ? time : null;

    public IEnumerable<JsonElement> Array(ReadOnlySpan<byte> name) => Find(name, JsonValueKind.Array) is { } array ? array.EnumerateArray() : [];

    // This object as labels, as far as they are wanted.
    public LabelSet Labels(Func<string, bool> wanted)
    {
        if (_object is not { } json) return LabelSet.Empty;
        List<KeyValuePair<string, string>>? pairs = null;
        foreach (var property in json.EnumerateObject())
        {
            var text = Checked(property.Value, JsonValueKind.String, "labels");
            var key = KeyOf(property);
            if (text is { } value && wanted(key)) (pairs ??= []).Add(new(key, SharedValue(value)));
        }

        return pairs is null ? LabelSet.Empty : SharedStrings.Instance.Get(LabelSet.From(pairs));
    }

    private static string KeyOf(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? property.Name : SharedStrings.Instance.Get(raw);
    }

    private static string Shared(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return raw.Contains((byte)'\\') ? text.GetString()! : SharedStrings.Instance.Get(raw);
    }

    // As in an admission review: anybody can put a hundred kilobytes into an annotation.
    private static string SharedValue(JsonElement text) =>
        JsonMarshal.GetRawUtf8Value(text).Length - 2 > TextMap.LongestValue ? TextMap.TooLong : Shared(text);

    private JsonElement? Find(ReadOnlySpan<byte> name) =>
        _object is { } json && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement? Find(ReadOnlySpan<byte> name, JsonValueKind kind)
    {
        var value = Find(name);
        return value is null || value.Value.ValueKind == kind ? value : throw Unexpected(value.Value, kind, Encoding.UTF8.GetString(name));
    }

    private static JsonElement? Checked(JsonElement value, JsonValueKind kind, string name) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        var actual when actual == kind => value,
        _ => throw Unexpected(value, kind, name),
    };

    private static JsonException Unexpected(JsonElement value, JsonValueKind kind, string name) =>
        new($"{name}: {kind} was expected, not {value.ValueKind}");
}
