using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sandbox.Api;

namespace Sandbox.Longhorn;

// Longhorn's admission webhooks on their own HTTPS port, registered at the API server of the stand-in.
internal sealed class LonghornWebhooks : IAsyncDisposable
{
    private const string ConfigurationName = "longhorn-stand-in";
    private const string Mutating = "apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    private const string Validating = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";

    private readonly Mutations _mutations;
    private readonly LonghornValidator _validator;
    private readonly X509Certificate2 _authority = DevelopmentCertificates.CreateAuthority(name: "Longhorn stand-in CA");
    private readonly X509Certificate2 _certificate;
    private readonly WebApplication _app;

    public LonghornWebhooks(ClusterApi api, LonghornStandInOptions options)
    {
        _mutations = new Mutations(api, options.Namespace);
        _validator = new LonghornValidator(api, options);
        _certificate = DevelopmentCertificates.Issue(_authority, ["127.0.0.1"]);
        var builder = PlainHost.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public async Task RegisterAsync(ClusterApi api, CancellationToken ct)
    {
        await _app.StartAsync(ct);
        var address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        // The registration of an earlier run would point to a closed port.
        await UnregisterAsync(api, ct);
        await api.CreateAsync(Mutating, Configuration("Mutating", "mutator.longhorn.io", new Uri(address, "/mutate")), ct);
        await api.CreateAsync(Validating, Configuration("Validating", "validator.longhorn.io", new Uri(address, "/validate")), ct);
    }

    public static async Task UnregisterAsync(ClusterApi api, CancellationToken ct)
    {
        await api.DeleteAsync($"{Mutating}/{ConfigurationName}", ct);
        await api.DeleteAsync($"{Validating}/{ConfigurationName}", ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _certificate.Dispose();
        _authority.Dispose();
    }

    private JsonObject Configuration(string type, string name, Uri url) => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = $"{type}WebhookConfiguration",
        ["metadata"] = new JsonObject { ["name"] = ConfigurationName },
        ["webhooks"] = new JsonArray(new JsonObject
        {
            ["name"] = name,
            ["clientConfig"] = new JsonObject { ["url"] = url.ToString(), ["caBundle"] = Convert.ToBase64String(DevelopmentCertificates.Bundle(_authority)) },
            ["rules"] = new JsonArray(new JsonObject
            {
                ["operations"] = new JsonArray("CREATE", "UPDATE"), ["apiGroups"] = new JsonArray("longhorn.io"), ["apiVersions"] = new JsonArray("v1beta2"),
                ["resources"] = new JsonArray("recurringjobs", "volumes", "snapshots", "backups"), ["scope"] = "Namespaced",
            }),
            ["failurePolicy"] = "Fail", ["sideEffects"] = "None", ["timeoutSeconds"] = 10, ["admissionReviewVersions"] = new JsonArray("v1"),
        }),
    };

    private async Task AnswerAsync(HttpContext http)
    {
        var review = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var request = review?["request"];
        var (kind, operation) = (request.Text("kind", "kind") ?? "", request.Text("operation") ?? "");
        var response = new JsonObject { ["uid"] = request.Text("uid"), ["allowed"] = true };
        if (request?["object"] is JsonObject item)
        {
            if (http.Request.Path == "/mutate") Patch(response, item, await MutatedAsync(kind, operation, item, http.RequestAborted));
            else if (await _validator.RefusalAsync(kind, operation, item, request["oldObject"] as JsonObject, http.RequestAborted) is { } refusal) Deny(response, refusal);
        }

        await Answer.Json(200, new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = "admission.k8s.io/v1", ["response"] = response }).SendAsync(http);
    }

    private async Task<JsonObject> MutatedAsync(string kind, string operation, JsonObject item, CancellationToken ct)
    {
        var mutated = item.Copy();
        await _mutations.ApplyAsync(kind, operation, mutated, ct);
        return mutated;
    }

    private static void Patch(JsonObject response, JsonObject before, JsonObject after)
    {
        var changed = after.Where(field => !JsonNode.DeepEquals(field.Value, before[field.Key]))
            .Select(field => new JsonObject { ["op"] = "add", ["path"] = $"/{field.Key}", ["value"] = field.Value?.DeepClone() }).ToArray();
        if (changed.Length == 0) return;
        response["patchType"] = "JSONPatch";
        response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonArray(changed).ToJsonString()));
    }

    private static void Deny(JsonObject response, Refusal refusal)
    {
        var cause = new JsonObject { ["reason"] = "FieldValueInvalid", ["message"] = refusal.Message };
        if (refusal.Field.Length > 0) cause["field"] = refusal.Field;
        response["allowed"] = false;
        response["status"] = new JsonObject
        {
            ["message"] = refusal.Message, ["reason"] = "Invalid", ["code"] = 422, ["details"] = new JsonObject { ["causes"] = new JsonArray(cause) },
        };
    }
}
