using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Sandbox;
using WebhookController.Admission;
using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Hosting;

namespace WebhookController.Tests.Hosting;

public sealed class PortSplitTests
{
    [Theory]
    [InlineData("POST", "/mutate", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "/validate?timeout=10s", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("GET", "/mutate", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/validate", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/Mutate", HttpStatusCode.NotFound)]
    [InlineData("POST", "/mutate/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/mutate/x", HttpStatusCode.NotFound)]
    [InlineData("GET", "/metrics", HttpStatusCode.NotFound)]
    [InlineData("GET", "/healthz", HttpStatusCode.NotFound)]
    public async Task The_webhook_port_has_only_two_paths(string method, string path, HttpStatusCode expected)
    {
        await using var app = await StartAsync();

        Assert.Equal(expected, await AskAsync(app, 0, method, path));
    }

    [Theory]
    [InlineData("GET", "/metrics", HttpStatusCode.OK)]
    [InlineData("POST", "/mutate", HttpStatusCode.NotFound)]
    [InlineData("POST", "/validate", HttpStatusCode.NotFound)]
    public async Task The_metrics_port_has_no_admission(string method, string path, HttpStatusCode expected)
    {
        await using var app = await StartAsync();

        Assert.Equal(expected, await AskAsync(app, 1, method, path));
    }

    [Fact]
    public async Task A_Host_header_does_not_open_the_other_port()
    {
        await using var app = await StartAsync();
        var (webhook, metrics) = (new Uri(app.Urls.First()), new Uri(app.Urls.Last()));

        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(app, 0, "GET", "/metrics", host: metrics.Authority));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(app, 1, "POST", "/validate", host: webhook.Authority));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await AskAsync(app, 0, "POST", "/validate", host: "backup.monitoring.svc:443"));
    }

    private static async Task<HttpStatusCode> AskAsync(WebApplication app, int port, string method, string path, string? host = null)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.ElementAt(port)) };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = host;
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = PlainHost.CreateBuilder();
        builder.Services
            .AddSingleton(new ClusterCache(LabelKeys.Default, "longhorn-system", TimeProvider.System))
            .AddSingleton(TimeProvider.System)
            .AddAdmission(new AdmissionOptions(), "backup-controller");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.ForWebhook());
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.ForMetrics());
        });
        var app = builder.Build();
        app.UseWebhookPort(endpoints => endpoints.MapAdmission());
        app.UseMetricsPort(endpoints => endpoints.MapGet("/metrics", () => "up 1"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
