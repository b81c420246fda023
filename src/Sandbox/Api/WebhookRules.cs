using System.Text.Json.Nodes;

namespace Sandbox.Api;

// The required fields of a webhook configuration.
internal static class WebhookRules
{
    private const string ThreeSegments = "should be a domain with at least three segments separated by dots";

    public static IEnumerable<Cause> Check(JsonObject configuration, JsonObject? old) =>
        configuration.Items("webhooks").Index().SelectMany(entry => Check($"webhooks[{entry.Index}]", entry.Item))
            .Concat(Repeated(configuration).Select(entry => Cause.Duplicate($"webhooks[{entry.Index}].name", entry.Name)));

    private static IEnumerable<Cause> Check(string path, JsonNode? webhook)
    {
        var name = webhook.Text("name") ?? "";
        if (name.Count(character => character == '.') < 2) yield return Cause.Invalid($"{path}.name", name, ThreeSegments);
        if (webhook.Text("sideEffects") is null) yield return Cause.Required($"{path}.sideEffects", "must specify one of None, NoneOnDryRun");
        if (!webhook.Items("admissionReviewVersions").Any()) yield return Cause.Required($"{path}.admissionReviewVersions", "must specify one of v1, v1beta1");
    }

    private static IEnumerable<(int Index, string Name)> Repeated(JsonObject configuration)
    {
        var names = new HashSet<string>();
        return configuration.Items("webhooks").Select((webhook, index) => (index, webhook.Text("name") ?? "")).Where(entry => !names.Add(entry.Item2));
    }
}
