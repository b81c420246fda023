using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sandbox;

namespace WebhookController.Tests.Integration.Support.Alerting;

/// The messages to on-call, team and digest: Alertmanager posts its messages here, each receiver's to a path of its own.
internal sealed class AlertReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Notice> _notices = [];

    private AlertReceiver()
    {
        var builder = PlainHost.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// In the order in which they came.
    public IReadOnlyList<Notice> Notices => [.. _notices];

    public static async Task<AlertReceiver> StartAsync()
    {
        var receiver = new AlertReceiver();
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        var message = (await JsonNode.ParseAsync(http.Request.Body))!;
        foreach (var alert in message["alerts"]!.AsArray())
        {
            var labels = alert!["labels"]!;
            _notices.Enqueue(new Notice(
                http.Request.Path.Value!.TrimStart('/'), Text(labels, "alertname"), Text(alert, "status"), $"{Text(labels, "namespace")}/{Text(labels, "pvc")}")
            {
                Description = Text(alert["annotations"]!, "description"),
            });
        }
    }

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";
}
