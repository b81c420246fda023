using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Sandbox;

namespace WebhookController.Tests.Kubernetes.Support;

// An API server that says what a test tells it to say. Watches beyond the script stay open and silent; any other call beyond it
// is refused with a status no script uses.
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<RequestDelegate> _calls = new();
    private readonly ConcurrentQueue<RequestDelegate> _watches = new();
    private readonly Channel<SeenRequest> _seen = Channel.CreateUnbounded<SeenRequest>();
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = null!;

    public static async Task<ScriptedServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = PlainHost.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
        }));
        var server = new ScriptedServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        server.Url = new Uri(server._app.Urls.Single());
        return server;
    }

    public ScriptedServer Answer(params ReadOnlySpan<RequestDelegate> replies)
    {
        foreach (var reply in replies) _calls.Enqueue(reply);
        return this;
    }

    public ScriptedServer Watch(params ReadOnlySpan<RequestDelegate> replies)
    {
        foreach (var reply in replies) _watches.Enqueue(reply);
        return this;
    }

    public async Task<SeenRequest> NextAsync() => await _seen.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

    public async Task<SeenRequest> NextListAsync()
    {
        while (true)
        {
            if (await NextAsync() is { IsWatch: false } request) return request;
        }
    }

    public async Task<SeenRequest> NextWatchAsync()
    {
        while (true)
        {
            if (await NextAsync() is { IsWatch: true } request) return request;
        }
    }

    public IReadOnlyList<SeenRequest> Drain()
    {
        var all = new List<SeenRequest>();
        while (_seen.Reader.TryRead(out var request)) all.Add(request);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = SeenRequest.Of(context.Request, await reader.ReadToEndAsync());
        var reply = request.IsWatch
            ? _watches.TryDequeue(out var watch) ? watch : Reply.Silence
            : _calls.TryDequeue(out var call) ? call : Reply.Status(418, "Unscripted", request.ToString());
        _seen.Writer.TryWrite(request);
        await reply(context);
    }
}
