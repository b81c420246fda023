using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sandbox;
using WebhookController.Cache;
using WebhookController.Hosting;
using WebhookController.LeaderElection;
using WebhookController.Reconciliation;
using WebhookController.StatusPage;
using WebhookController.StatusPage.Serving;

namespace WebhookController.Tests.StatusPage.Support;

/// The page on a port of its own, over a cluster that a test made, at the time of that cluster.
internal sealed class PageHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageHost(WebApplication app, FakeTimeProvider clock)
    {
        (_app, Clock) = (app, clock);
        Http = new HttpClient { BaseAddress = Address };
    }

    public FakeTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public StatusReports Reports => Services.GetRequiredService<StatusReports>();

    public static async Task<PageHost> StartAsync(PageCluster cluster, StatusPageOptions? options = null)
    {
        var clock = new FakeTimeProvider(PageCluster.Now);
        var builder = PlainHost.CreateBuilder();
        builder.Services
            .AddSingleton(cluster.ToCache(clock))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<DefaultsStore>()
            .AddSingleton<RecentDeletions>()
            .AddSingleton<RecentLowerings>()
            .AddSingleton(new ReplicaIdentity("backup-controller-7c9f4d5b8-x2x7k_0"))
            .AddSingleton<Leadership>()
            .AddSingleton(new ReconcilerOptions())
            .AddStatusPage(options ?? new StatusPageOptions(), PageCluster.Own);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.ForMetrics()));
        var app = builder.Build();
        app.UseMetricsPort(endpoints => endpoints.MapStatusPage());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new PageHost(app, clock);
    }

    public ClusterCache Cache => Services.GetRequiredService<ClusterCache>();

    /// This replica leads from now on.
    public PageHost Lead()
    {
        Services.GetRequiredService<Leadership>().Begin(Term.Unlimited(Clock));
        return this;
    }

    public Task<string> GetAsync(string path) => Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        Http.SendAsync(new HttpRequestMessage(method, new Uri(path, UriKind.Relative)), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
