using System.Buffers;
using System.Text.Json;

namespace WebhookController.Admission;

// RFC 6902.
internal static class JsonPatch
{
    private const string AnnotationsPath = "/metadata/annotations";

    // hasMap: whether the object has any annotations; "add" replaces one that is there.
    public static byte[] SetAnnotation(bool hasMap, string key, string value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        if (!hasMap) WriteEmptyMap(json);
        json.WriteStartObject();
        json.WriteString("op", "add");
        json.WriteString("path", $"{AnnotationsPath}/{Escaped(key)}");
        json.WriteString("value", value);
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEmptyMap(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("op", "add");
        json.WriteString("path", AnnotationsPath);
        json.WriteStartObject("value");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // RFC 6901: ~ first, or the ~ of ~1 would be escaped again.
    private static string Escaped(string key) =>
        key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
