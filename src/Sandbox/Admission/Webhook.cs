using System.Text.Json.Nodes;
using Sandbox.Api;

namespace Sandbox.Admission;

internal sealed record Webhook(string Name, Uri Url, string CaBundle, int TimeoutSeconds, bool FailClosed, JsonNode Definition)
{
    public static Webhook Read(JsonNode definition)
    {
        var client = definition["clientConfig"];
        var url = client.Text("url") is { } direct
            ? new Uri(direct)
            : new Uri($"https://{client.Text("service", "name")}.{client.Text("service", "namespace")}.svc:{client.Number("service", "port") ?? 443}{client.Text("service", "path") ?? "/"}");
        return new Webhook(
            definition.Text("name") ?? "", url, client.Text("caBundle") ?? "",
            definition.Number("timeoutSeconds") ?? 10, definition.Text("failurePolicy") != "Ignore", definition);
    }

    // matchConditions (CEL) are not implemented: some webhooks are called that the real server would skip.
    public bool Matches(Attempt attempt, JsonNode? namespaceLabels) =>
        Definition.Items("rules").Any(rule => RuleMatches(rule, attempt))
        && (namespaceLabels is null || ObjectSelector.Matches(Definition["namespaceSelector"], namespaceLabels))
        && (Selected(attempt.Object) || Selected(attempt.OldObject));

    private bool Selected(JsonObject? item) => item is not null && ObjectSelector.Matches(Definition["objectSelector"], item.At("metadata", "labels"));

    private static bool RuleMatches(JsonNode? rule, Attempt attempt)
    {
        var kind = attempt.Kind;
        var resource = attempt.Request.Subresource.Length == 0 ? kind.Plural : $"{kind.Plural}/{attempt.Request.Subresource}";
        return Has("operations", attempt.Operation) && Has("apiGroups", kind.Group) && Has("apiVersions", kind.Version)
            && (Has("resources", resource) || Lists("resources", "*/*") || Lists("resources", $"{kind.Plural}/*"))
            && (rule.Text("scope") ?? "*") is var scope && (scope == "*" || scope == (kind.Namespaced ? "Namespaced" : "Cluster"));

        bool Has(string field, string value) => Lists(field, value) || (Lists(field, "*") && !value.Contains('/', StringComparison.Ordinal));

        bool Lists(string field, string value) => rule.Items(field).Any(entry => entry.Text() == value);
    }
}
