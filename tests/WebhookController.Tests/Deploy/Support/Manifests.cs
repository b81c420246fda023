using System.Text.Json.Nodes;
using RealServer;

namespace WebhookController.Tests.Deploy.Support;

/// Objects as they are applied to a cluster.
internal sealed class Manifests(string text)
{
    // Once through text, because a number that was read may be asked for as any kind of number.
    public IReadOnlyList<JsonObject> All { get; } = [.. YamlDocuments.Read(text).Select(item => JsonNode.Parse(item.ToJsonString())!.AsObject())];

    public IEnumerable<JsonObject> Of(string kind) => All.Where(item => Kind(item) == kind);

    public JsonObject The(string kind) => Assert.Single(Of(kind));

    public JsonObject The(string kind, string name) => Assert.Single(Of(kind), item => Name(item) == name);

    public JsonObject Pod => The("Deployment")["spec"]!["template"]!.AsObject();

    public JsonObject Container => Assert.Single(Pod["spec"]!["containers"]!.AsArray())!.AsObject();

    public IEnumerable<JsonObject> WebhookConfigurations => Of("MutatingWebhookConfiguration").Concat(Of("ValidatingWebhookConfiguration"));

    public IEnumerable<JsonObject> Webhooks =>
        WebhookConfigurations.SelectMany(one => one["webhooks"]!.AsArray()).Select(one => one!.AsObject());

    public IEnumerable<JsonObject> ClaimWebhooks => WebhooksAbout("persistentvolumeclaims");

    /// About the objects whose labels are layers of defaults.
    public IEnumerable<JsonObject> LayerWebhooks => WebhooksAbout("namespaces").Concat(WebhooksAbout("storageclasses"));

    public static string Kind(JsonObject item) => (string)item["kind"]!;

    public static string Name(JsonObject item) => (string)item["metadata"]!["name"]!;

    public static string? Namespace(JsonObject item) => (string?)item["metadata"]!["namespace"];

    public static string Describe(JsonObject item) => $"{Kind(item)} {Namespace(item)}/{Name(item)}";

    public static IReadOnlyList<string> Texts(JsonNode? list) => list is null ? [] : [.. list.AsArray().Select(one => (string)one!)];

    /// Whether labels have all that a selector asks for.
    public static bool Selects(JsonNode? selector, JsonNode? labels) =>
        selector is JsonObject { Count: > 0 } wanted && wanted.All(label => (string?)labels?[label.Key] == (string?)label.Value);

    private IEnumerable<JsonObject> WebhooksAbout(string resource) =>
        Webhooks.Where(webhook => Texts(webhook["rules"]![0]!["resources"]).Contains(resource));
}
