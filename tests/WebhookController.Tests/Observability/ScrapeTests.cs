using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Core.Status;
using WebhookController.Hosting;
using WebhookController.Observability;
using WebhookController.Reconciliation;
using WebhookController.Tests.Hosting;

namespace WebhookController.Tests.Observability;

/// What Prometheus gets of a big cluster, over HTTP.
public sealed class ScrapeTests(ITestOutputHelper output)
{
    private const int Claims = 10_000;
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Ten_thousand_pvcs_are_scraped_in_a_moment()
    {
        await using var host = await MetricsHost.StartAsync();
        host.Publish(PlanOf(minutesLater: 0));
        var first = await host.ScrapeAsync();

        // On a busy machine it takes more tries to find out how long it takes.
        var (best, target) = (TimeSpan.MaxValue, TimeSpan.FromMilliseconds(250));
        for (var run = 0; run < 10 || (run < 100 && best >= target); run++)
        {
            var start = Stopwatch.GetTimestamp();
            var again = await host.ScrapeAsync();
            best = best < Stopwatch.GetElapsedTime(start) ? best : Stopwatch.GetElapsedTime(start);
            Assert.Equal(SeriesOfClaims(first), SeriesOfClaims(again));
        }
        output.WriteLine($"{first.Length / 1e6:F1} MB in {best.TotalMilliseconds:F0} ms at best");

        // About 10 MB and 90,000 series: eight of freshness and state, and the one that says that it is managed.
        Assert.Equal(9 * Claims, SeriesOfClaims(first));
        Assert.InRange(first.Length, 1_000_000, 13_000_000);
        Assert.True(best < target, $"{best}");
    }

    [Fact]
    public async Task A_pass_over_ten_thousand_pvcs_is_published_in_a_moment()
    {
        await using var host = await MetricsHost.StartAsync();
        host.Publish(PlanOf(minutesLater: 0));
        var best = TimeSpan.MaxValue;
        for (var run = 1; run < 10; run++)
        {
            var plan = PlanOf(run);
            var start = Stopwatch.GetTimestamp();
            host.Publish(plan);
            best = best < Stopwatch.GetElapsedTime(start) ? best : Stopwatch.GetElapsedTime(start);
        }
        output.WriteLine($"published in {best.TotalMilliseconds:F0} ms at best");

        Assert.True(best < TimeSpan.FromSeconds(1), $"{best}");
    }

    private static int SeriesOfClaims(ReadOnlySpan<byte> scrape) => scrape.Count("\nbackup_pvc_"u8);

    private static PlanDelta PlanOf(int minutesLater)
    {
        var protections = Enumerable.Range(0, Claims).Select(n =>
        {
            var claim = new ObjectKey($"team-{n % 300}", $"data-of-application-{n}");
            return new ProtectionStatus(claim, $"backup-{claim.Namespace}-application-{n}", ReasonedState.For(ProtectionReason.Ok))
            {
                Managed = true,
                LastSuccess = Noon.AddSeconds(n + minutesLater),
                LastFailure = Noon.AddSeconds(-n),
                Failures = n % 3,
                Runs = new(new TimeOnly(0, 30), TimeSpan.FromHours(4)),
                NextRun = Noon.AddHours(4),
                Retain = 8,
                ProtectedSince = Noon.AddDays(-1),
            };
        }).ToList();
        return Deltas.Of([.. protections.Select(status => new ClaimPlan(status.Claim) { Protections = [status], Statuses = [new(status.Claim, status.Job, [])] })]);
    }

    /// The whole program and its metrics port, with plans from the test alone.
    private sealed class MetricsHost(WebApplication app, DirectoryInfo folder) : IAsyncDisposable
    {
        private readonly HttpClient _http = new() { MaxResponseContentBufferSize = 100_000_000 };

        public static async Task<MetricsHost> StartAsync()
        {
            var folder = Directory.CreateTempSubdirectory("scrape-");
            var kubeconfig = await NoCluster.KubeconfigAsync(folder);
            string[] options = ["--Kubernetes:Kubeconfig", kubeconfig, "--Webhook:CertificateDirectory", folder.FullName, "--Webhook:Port", "0", "--Metrics:Port", "0"];
            var app = ControllerHost.Build(options, builder =>
            {
                builder.Logging.ClearProviders();
                // It is there, and doesn't run.
                builder.Services.Remove(builder.Services.Single(service =>
                    service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is Func<IServiceProvider, ReconcileLoop>));
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new MetricsHost(app, folder);
        }

        public void Publish(PlanDelta plan) => app.Services.GetRequiredService<ClaimMetrics>().Publish(plan);

        public async Task<byte[]> ScrapeAsync()
        {
            var metrics = new UriBuilder(app.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal))) { Host = "127.0.0.1", Path = "/metrics" };
            return await _http.GetByteArrayAsync(metrics.Uri, TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await app.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }
}
