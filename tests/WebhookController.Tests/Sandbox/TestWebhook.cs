using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sandbox;

namespace WebhookController.Tests.SandboxTests;

// A scripted admission webhook that records every review.
internal sealed class TestWebhook : IAsyncDisposable
{
    private readonly WebApplication _app;
    private Func<string, JsonNode, JsonObject> _answer = (_, _) => new JsonObject { ["allowed"] = true };

    private TestWebhook(System.Security.Cryptography.X509Certificates.X509Certificate2 authority)
    {
        CaBundle = DevelopmentCertificates.Bundle(authority);
        var builder = PlainHost.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(DevelopmentCertificates.Issue(authority, ["127.0.0.1"]))));
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public byte[] CaBundle { get; }

    public Uri Address { get; private set; } = new("https://127.0.0.1");

    // The path and the request of each review.
    public ConcurrentQueue<(string Path, JsonNode Request)> Calls { get; } = [];

    public static async Task<TestWebhook> StartAsync()
    {
        var webhook = new TestWebhook(DevelopmentCertificates.CreateAuthority());
        await webhook._app.StartAsync(TestContext.Current.CancellationToken);
        webhook.Address = new Uri(webhook._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return webhook;
    }

    public void Answers(Func<string, JsonNode, JsonObject> answer) => _answer = answer;

    public static JsonObject Patch(string patch) => new()
    {
        ["allowed"] = true, ["patchType"] = "JSONPatch", ["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch)),
    };

    public static JsonObject Deny(int code, string reason, string message) => new()
    {
        ["allowed"] = false, ["status"] = new JsonObject { ["code"] = code, ["reason"] = reason, ["message"] = message },
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        var review = (await JsonNode.ParseAsync(http.Request.Body))!;
        var path = $"{http.Request.Path}";
        Calls.Enqueue((path, review["request"]!));
        var response = _answer(path, review["request"]!);
        response["uid"] = (string?)review["request"]!["uid"];
        await http.Response.WriteAsJsonAsync(new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response });
    }
}
