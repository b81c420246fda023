using WebhookController.Commands.Lint.Yaml;

namespace WebhookController.Commands.Lint.Manifests;

// A Kubernetes object as it is written.
internal sealed record Manifest(string File, YamlMap Root, string Group, string Kind)
{
    public YamlMap? Metadata => Root.Map("metadata");

    public YamlMap? Spec => Root.Map("spec");

    // Empty where the API server is to choose one.
    public string Name => Metadata?.Text("name") ?? "";

    // What a person would look for.
    public string ShownName => Name.Length > 0 ? Name : Metadata?.Text("generateName") is { } beginning ? $"{beginning}*" : "(no name)";

    public Written Written(string subject, YamlMap? metadata = null)
    {
        metadata ??= Metadata;
        return new(File, subject, (metadata?.Scalar("name") ?? (YamlNode?)metadata ?? Root).At, metadata?.Map("labels"), metadata?.Map("annotations"));
    }
}
