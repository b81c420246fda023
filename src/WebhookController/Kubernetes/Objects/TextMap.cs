using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebhookController.Kubernetes.Objects;

// The labels, annotations or data of an object in an admission review. Anybody can send a review, and the API server hasn't checked its
// object yet: beyond these limits entries are counted and not kept. No object that an API server stores comes near them.
[JsonConverter(typeof(TextMapConverter))]
internal sealed class TextMap : Dictionary<string, string?>
{
    private const int MostEntries = 4096;
    private const int MostBytes = 512 * 1024;
    private const int LongestKey = 512;

    // Longer ones are none of ours, and what they say is kept out of memory, answers and logs.
    internal const int LongestValue = 1024;
    internal const string TooLong = "…";

    // kubectl's copy of the whole object.
    private static readonly byte[] LastApplied = [.. "kubectl.kubernetes.io/last-applied-configuration"u8];

    private int _bytes;

    public TextMap() : base(StringComparer.Ordinal)
    {
    }

    public int Skipped { get; private set; }

    private bool IsFull => Count == MostEntries || _bytes > MostBytes;

    // The reader is at the key.
    internal void Read(ref Utf8JsonReader reader)
    {
        var length = LengthOf(ref reader);
        var unread = reader.ValueTextEquals(LastApplied);
        var key = length > LongestKey || IsFull ? null : reader.GetString();
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) throw new JsonException();
        if (key is null)
        {
            Skipped++;
            return;
        }

        var value = LengthOf(ref reader);
        this[key] = value > LongestValue || unread ? TooLong : reader.GetString();
        _bytes += length + int.Min(value, LongestValue);
    }

    private static int LengthOf(ref Utf8JsonReader reader) =>
        reader.HasValueSequence ? (int)reader.ValueSequence.Length : reader.ValueSpan.Length;
}

internal sealed class TextMapConverter : JsonConverter<TextMap>
{
    public override TextMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        var map = new TextMap();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) map.Read(ref reader);
        return map;
    }

    public override void Write(Utf8JsonWriter writer, TextMap value, JsonSerializerOptions options) =>
        throw new NotSupportedException("objects are only read");
}
