using WebhookController.Core.Objects;

namespace WebhookController.Kubernetes.Client;

// The path of one kind's objects on the API server, optionally limited to a namespace or by selectors.
internal sealed record KindPath(string Group, string Version, string Plural)
{
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    private string Root => Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";

    public string Collection => CollectionIn(Namespace);

    public string CollectionIn(string? @namespace) => string.IsNullOrEmpty(@namespace)
        ? $"{Root}/{Plural}"
        : $"{Root}/namespaces/{Uri.EscapeDataString(@namespace)}/{Plural}";

    public string Item(ObjectKey key) => $"{CollectionIn(key.Namespace)}/{Uri.EscapeDataString(key.Name)}";

    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
