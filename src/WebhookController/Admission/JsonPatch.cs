using System.Buffers;
using System.Text.Json;

namespace WebhookController.Admission;

// RFC 6902.
internal static class JsonPatch
{
    private const string LabelsPath = "/metadata/labels";

    // present: the labels that the object has now; null if it has no map of them.
    public static byte[] SetLabels(IReadOnlyDictionary<string, string?>? present, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        if (present is null) WriteEmptyMap(json);
        foreach (var (key, value) in labels) WriteLabel(json, present?.ContainsKey(key) is true ? "replace" : "add", key, value);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEmptyMap(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("op", "add");
        json.WriteString("path", LabelsPath);
        json.WriteStartObject("value");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLabel(Utf8JsonWriter json, string op, string key, string value)
    {
        json.WriteStartObject();
        json.WriteString("op", op);
        json.WriteString("path", $"{LabelsPath}/{Escaped(key)}");
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    // RFC 6901: ~ first, or the ~ of ~1 would be escaped again.
    private static string Escaped(string key) =>
        key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
