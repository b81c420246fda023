using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sandbox;
using WebhookController.Admission;
using WebhookController.Cache;
using WebhookController.Core.Labels;
using WebhookController.Hosting;

namespace WebhookController.Tests.Admission;

// The two admission paths on a real Kestrel port, with a cache that tests fill by hand.
internal sealed class AdmissionHost : IAsyncDisposable
{
    public const string OwnNamespace = "backup-controller";

    private readonly WebApplication _app;

    private AdmissionHost(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    public HttpClient Client { get; }

    public ClusterCache Cache => _app.Services.GetRequiredService<ClusterCache>();

    public FakeTimeProvider Clock => (FakeTimeProvider)_app.Services.GetRequiredService<TimeProvider>();

    public NameReservations Reservations => _app.Services.GetRequiredService<NameReservations>();

    public RecordedOutcomes Outcomes => (RecordedOutcomes)_app.Services.GetRequiredService<IAdmissionObserver>();

    public RecordedLog Log { get; private init; } = new();

    public static async Task<AdmissionHost> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var log = new RecordedLog();
        var builder = PlainHost.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services
            .AddSingleton(new ClusterCache(LabelKeys.Default, "longhorn-system", TimeProvider.System))
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)))
            .AddSingleton<IAdmissionObserver, RecordedOutcomes>()
            .AddAdmission(new AdmissionOptions(), OwnNamespace);
        configure?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            AdmissionLimits.Apply(kestrel.Limits);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.ForWebhook());
        });
        var app = builder.Build();
        app.UseWebhookPort(endpoints => endpoints.MapAdmission());
        await app.StartAsync(TestContext.Current.CancellationToken);
        // With Expect: 100-continue, wait for the answer before the body is sent.
        var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        var host = new AdmissionHost(app, new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) }) { Log = log };
        Cluster.Ready(host.Cache);
        return host;
    }

    public async Task<Reply> PostAsync(string path, string body, string contentType = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await PostAsync(path, content);
    }

    public async Task<Reply> PostAsync(string path, HttpContent content)
    {
        using var response = await Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<Answer> MutateAsync(ReviewBody review) => Read(await PostAsync("/mutate?timeout=10s", review.ToString()));

    public async Task<Answer> ValidateAsync(ReviewBody review) => Read(await PostAsync("/validate?timeout=10s", review.ToString()));

    private static Answer Read(Reply reply)
    {
        Assert.True(reply.Code == HttpStatusCode.OK, reply.Text);
        return new Answer(JsonNode.Parse(reply.Text)!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

internal sealed record Reply(HttpStatusCode Code, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}
