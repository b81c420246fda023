using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Api;
using Sandbox.Store;

namespace Sandbox.Admission;

// Calls the registered webhooks for a write: the mutating ones in order, each with the changes of those before it.
internal sealed class AdmissionChain(ObjectStore store, WebhookCaller caller, Identities identities, AdmissionLog log)
{
    private readonly WebhookConfigurations _mutating = new(store, Kinds.MutatingWebhooks);
    private readonly WebhookConfigurations _validating = new(store, Kinds.ValidatingWebhooks);

    public async Task<JsonObject> MutateAsync(Attempt attempt)
    {
        foreach (var webhook in Matching(_mutating, attempt))
        {
            var response = await AskAsync(webhook, attempt);
            if (response.Text("patch") is { } patch && attempt.Object is not null) attempt = attempt with { Object = Apply(attempt.Object, patch) };
        }

        return attempt.Object ?? [];
    }

    public async Task ValidateAsync(Attempt attempt)
    {
        foreach (var webhook in Matching(_validating, attempt)) await AskAsync(webhook, attempt);
    }

    // Webhooks are never asked about webhook configurations: a broken one could not be repaired.
    private IEnumerable<Webhook> Matching(WebhookConfigurations configurations, Attempt attempt)
    {
        if (attempt.Kind.Group == Kinds.MutatingWebhooks.Group) return [];
        return configurations.Current().Where(webhook => webhook.Matches(attempt, NamespaceLabels(attempt)));
    }

    private JsonNode? NamespaceLabels(Attempt attempt)
    {
        if (attempt.Kind == Kinds.Namespaces) return (attempt.Object ?? attempt.OldObject).At("metadata", "labels") ?? new JsonObject();
        if (!attempt.Kind.Namespaced) return null;
        var within = store.Find(Kinds.Namespaces.StoredAs, new ObjectName("", attempt.Request.Namespace));
        return within?.Read().At("metadata", "labels") ?? new JsonObject();
    }

    private async Task<JsonNode?> AskAsync(Webhook webhook, Attempt attempt)
    {
        var (response, error) = await caller.CallAsync(webhook, attempt.Review(identities.Uid()), attempt.Request.Http.RequestAborted);
        log.Add(webhook.Name, error);
        if (error is not null) return webhook.FailClosed ? throw Unreachable(webhook, error) : null;
        foreach (var warning in response.Items("warnings")) Warnings.Add(attempt.Request.Http, warning.Text() ?? "");
        return response.Flag("allowed") ? response : throw Denied(webhook, response.At("status") as JsonObject ?? []);
    }

    private static JsonObject Apply(JsonObject item, string patch) =>
        JsonPatch.Apply(item.Copy(), JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(patch)))!.AsArray());

    private static StatusException Denied(Webhook webhook, JsonObject status)
    {
        var by = $"admission webhook \"{webhook.Name}\" denied the request";
        var message = (status.Text("message") ?? status.Text("reason")) is { Length: > 0 } why ? $"{by}: {why}" : $"{by} without explanation";
        return Failures.Failure(Math.Max(status.Number("code") ?? 0, 400), status.Text("reason") ?? "", message, status["details"]?.DeepClone() as JsonObject);
    }

    private static StatusException Unreachable(Webhook webhook, string error)
    {
        var why = $"failed calling webhook \"{webhook.Name}\": {error}";
        var cause = new JsonObject { ["message"] = why };
        return Failures.Failure(500, "InternalError", $"Internal error occurred: {why}", new JsonObject { ["causes"] = new JsonArray(cause) });
    }
}
