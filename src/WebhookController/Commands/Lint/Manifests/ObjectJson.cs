using System.Buffers;
using System.Text.Json;
using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Commands.Lint.Manifests;

// An object of a manifest as JSON, so that it is read by what reads the cluster's. Only what is read there is written.
internal sealed class ObjectJson(YamlBudget budget)
{
    private static readonly string[] Metadata = ["uid", "creationTimestamp", "deletionTimestamp"];
    private static readonly string[] Spec = ["storageClassName", "volumeName", "persistentVolumeReclaimPolicy"];

    // Throws JsonException where it is no such object.
    public T Read<T>(YamlMap source, string @namespace, string name, Func<JsonElement, T> decode)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, source, @namespace, name);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return decode(document.RootElement);
    }

    private void Write(Utf8JsonWriter json, YamlMap source, string @namespace, string name)
    {
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        json.WriteString("namespace", @namespace);
        if (source.Map("metadata") is { } metadata)
        {
            WriteScalars(json, metadata, Metadata);
            WriteTexts(json, metadata, "labels");
            WriteTexts(json, metadata, "annotations");
        }
        json.WriteEndObject();
        if (source.Map("spec") is { } spec)
        {
            json.WriteStartObject("spec");
            WriteScalars(json, spec, Spec);
            WriteTexts(json, spec, "csi");
            WriteTexts(json, spec, "claimRef");
            json.WriteEndObject();
        }
        WriteScalars(json, source, ["provisioner"]);
        WriteTexts(json, source, "data");
        json.WriteEndObject();
    }

    private static void WriteScalars(Utf8JsonWriter json, YamlMap map, string[] keys)
    {
        foreach (var key in keys)
            if (map.Scalar(key) is { IsNull: false } scalar) Write(json, key, scalar.Value);
    }

    // A key without a value has the value "".
    private void WriteTexts(Utf8JsonWriter json, YamlMap parent, string name)
    {
        if (parent.Map(name) is not { } map) return;
        budget.Spend(map.Entries.Count);
        json.WriteStartObject(name);
        foreach (var (key, value) in map.Entries)
            if (value is YamlScalar scalar) Write(json, key.Value, scalar.IsNull ? "" : scalar.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, string value)
    {
        try
        {
            json.WriteString(key, value);
        }
        catch (ArgumentException)
        {
            throw new JsonException("it has characters that no text has");
        }
    }
}
