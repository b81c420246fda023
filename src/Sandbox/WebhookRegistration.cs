using System.Net;
using System.Text.Json.Nodes;

namespace Sandbox;

// Registers the controller's admission webhooks by URL, as the chart does by Service.
internal static class WebhookRegistration
{
    private const string ControllerNamespace = "backup-controller";
    private const string LonghornNamespace = "longhorn-system";
    private const string Path = "apis/admissionregistration.k8s.io/v1/";

    public static Task RegisterAsync(HttpClient api, Uri webhook, byte[] caBundle, string failurePolicy = "Ignore", CancellationToken ct = default) =>
        RegisterAsync(api, webhook, caBundle, failurePolicy, timeoutSeconds: 3, ct);

    public static async Task RegisterAsync(HttpClient api, Uri webhook, byte[] caBundle, string failurePolicy, int timeoutSeconds, CancellationToken ct)
    {
        JsonObject Webhook(string name, string path, JsonNode rule) => new()
        {
            ["name"] = name,
            ["clientConfig"] = new JsonObject { ["url"] = new Uri(webhook, path).ToString(), ["caBundle"] = Convert.ToBase64String(caBundle) },
            ["rules"] = new JsonArray(rule),
            ["failurePolicy"] = failurePolicy, ["sideEffects"] = "None", ["timeoutSeconds"] = timeoutSeconds, ["admissionReviewVersions"] = new JsonArray("v1"),
        };

        var mutate = Webhook("mutate.backup.vluwte.nl", "/mutate", Rule("Namespaced", "", "persistentvolumeclaims", "CREATE", "UPDATE"));
        var validate = Webhook("validate.backup.vluwte.nl", "/validate", Rule("Namespaced", "", "persistentvolumeclaims", "CREATE", "UPDATE", "DELETE"));
        var defaults = Webhook("defaults.backup.vluwte.nl", "/validate", Rule("Namespaced", "", "configmaps", "CREATE", "UPDATE", "DELETE"));
        defaults["namespaceSelector"] = Named("In", ControllerNamespace);
        var namespaces = Webhook("namespaces.backup.vluwte.nl", "/validate", Rule("Cluster", "", "namespaces", "CREATE", "UPDATE"));
        namespaces["namespaceSelector"] = Named("NotIn", ControllerNamespace, LonghornNamespace, "kube-system");
        var classes = Webhook(
            "storageclasses.backup.vluwte.nl", "/validate", Rule("Cluster", "storage.k8s.io", "storageclasses", "CREATE", "UPDATE", "DELETE"));
        // As installed: with Fail no namespace could be made while the controller is down.
        (namespaces["failurePolicy"], classes["failurePolicy"]) = ("Ignore", "Ignore");
        await PutAsync(api, "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", [mutate], ct);
        await PutAsync(api, "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", [validate, defaults, namespaces, classes], ct);
    }

    private static JsonObject Rule(string scope, string group, string resource, params string[] operations) => new()
    {
        ["operations"] = Texts(operations), ["apiGroups"] = Texts(group), ["apiVersions"] = Texts("v1"), ["resources"] = Texts(resource),
        ["scope"] = scope,
    };

    private static JsonObject Named(string @operator, params string[] namespaces) => new()
    {
        ["matchExpressions"] = new JsonArray(new JsonObject
        {
            ["key"] = "kubernetes.io/metadata.name", ["operator"] = @operator, ["values"] = Texts(namespaces),
        }),
    };

    private static JsonArray Texts(params string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);

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
