using System.Net;
using System.Text.Json.Nodes;

namespace Sandbox;

// Registers the controller's admission webhooks by URL, as the chart does by Service.
internal static class WebhookRegistration
{
    private const string ControllerNamespace = "backup-controller";
    private const string Path = "apis/admissionregistration.k8s.io/v1/";

    public static Task RegisterAsync(HttpClient api, Uri webhook, byte[] caBundle, string failurePolicy = "Ignore", CancellationToken ct = default) =>
        RegisterAsync(api, webhook, caBundle, failurePolicy, timeoutSeconds: 3, ct);

    public static async Task RegisterAsync(HttpClient api, Uri webhook, byte[] caBundle, string failurePolicy, int timeoutSeconds, CancellationToken ct)
    {
        JsonObject Webhook(string name, string path, JsonNode rules) => new()
        {
            ["name"] = name,
            ["clientConfig"] = new JsonObject { ["url"] = new Uri(webhook, path).ToString(), ["caBundle"] = Convert.ToBase64String(caBundle) },
            ["rules"] = new JsonArray(rules),
            ["failurePolicy"] = failurePolicy, ["sideEffects"] = "None", ["timeoutSeconds"] = timeoutSeconds, ["admissionReviewVersions"] = new JsonArray("v1"),
        };

        var configMaps = Webhook("defaults.backup.vluwte.nl", "/validate", Rule("configmaps", "CREATE", "UPDATE", "DELETE"));
        configMaps["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = ControllerNamespace } };
        await PutAsync(api, "mutatingwebhookconfigurations", "MutatingWebhookConfiguration",
            [Webhook("mutate.backup.vluwte.nl", "/mutate", Rule("persistentvolumeclaims", "CREATE", "UPDATE"))], ct);
        await PutAsync(api, "validatingwebhookconfigurations", "ValidatingWebhookConfiguration",
            [Webhook("validate.backup.vluwte.nl", "/validate", Rule("persistentvolumeclaims", "CREATE", "UPDATE", "DELETE")), configMaps], ct);
    }

    private static JsonObject Rule(string resource, params string[] operations) => new()
    {
        ["operations"] = new JsonArray([.. operations.Select(operation => (JsonNode)operation)]),
        ["apiGroups"] = new JsonArray(""), ["apiVersions"] = new JsonArray("v1"), ["resources"] = new JsonArray(resource),
    };

    private static async Task PutAsync(HttpClient api, string resource, string kind, JsonNode[] webhooks, CancellationToken ct)
    {
        var configuration = new JsonObject
        {
            ["apiVersion"] = "admissionregistration.k8s.io/v1", ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = "longhorn-backup-controller" }, ["webhooks"] = new JsonArray(webhooks),
        };
        using var created = await api.PostAsJsonAsync(new Uri(Path + resource, UriKind.Relative), configuration, ct);
        if (created.StatusCode != HttpStatusCode.Conflict)
        {
            created.EnsureSuccessStatusCode();
            return;
        }

        using var replaced = await api.PutAsJsonAsync(new Uri($"{Path}{resource}/longhorn-backup-controller", UriKind.Relative), configuration, ct);
        replaced.EnsureSuccessStatusCode();
    }
}
