using System.Globalization;

namespace WebhookController.Commands.Lint.Yaml;

// A YAML (or JSON) document, with the place of each part of it. An alias is the very node that it stands for.
internal abstract class YamlNode(Position at)
{
    public Position At { get; } = at;
}

internal sealed class YamlList(Position at) : YamlNode(at)
{
    public List<YamlNode> Items { get; } = [];
}

internal readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);

// Keys that aren't scalars are left out: Kubernetes has none.
internal sealed class YamlMap(Position at) : YamlNode(at)
{
    public List<YamlEntry> Entries { get; set; } = [];

    // Of a repeated key the last counts, as with kubectl.
    public YamlEntry? Find(string key)
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
            if (Entries[i].Key.Value == key) return Entries[i];
        return null;
    }

    public YamlMap? Map(string key) => Find(key)?.Value as YamlMap;

    public YamlScalar? Scalar(string key) => Find(key)?.Value as YamlScalar;

    public IReadOnlyList<YamlNode> List(string key) => Find(key)?.Value is YamlList list ? list.Items : [];

    // Null also where it is empty.
    public string? Text(string key) => Scalar(key) is { IsNull: false, Value: { Length: > 0 } text } ? text : null;

    public int? Number(string key) =>
        Scalar(key) is { } scalar && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
