using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Commands.Lint.Manifests;

// Where an object is written, and its labels (or a ConfigMap's data).
internal sealed record Written(string File, string Subject, Position At, YamlMap? Labels, YamlMap? Annotations)
{
    // Where the value of a label is; where it isn't written, where the object's name is.
    public Position OfValue(string key) => Labels?.Find(key)?.Value.At ?? At;

    public Position OfKey(string key) => Labels?.Find(key)?.Key.At ?? At;

    // Where a warning points at: it names annotations by their whole keys, and labels by what follows the prefix.
    public Position MentionedIn(string warning, string prefix)
    {
        var words = warning.Split(' ');
        foreach (var (key, _) in Annotations?.Entries ?? [])
            if (words.Contains(key.Value, StringComparer.Ordinal)) return key.At;
        foreach (var (key, _) in Labels?.Entries ?? [])
            if (key.Value.StartsWith(prefix, StringComparison.Ordinal) && words.Any(word => word.Split('=')[0] == key.Value[prefix.Length..])) return key.At;
        return At;
    }
}
