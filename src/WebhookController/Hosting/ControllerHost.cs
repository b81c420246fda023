using Prometheus;
using WebhookController.Admission;
using WebhookController.Certificates;
using WebhookController.Observability;
using WebhookController.StatusPage;

namespace WebhookController.Hosting;

// Options → services → two ports.
internal static class ControllerHost
{
    // Options are read once. A file watch would take an inotify instance, and the node may have none left for our user.
    private static readonly string[] Unwatched = ["--hostBuilder:reloadConfigOnChange", "false"];

    // An API server opens a connection for each review that runs at once; Prometheus and kubelet need a few.
    private const int WebhookConnections = 512;
    private const int MetricsConnections = 128;

    // Tests replace parts with customize.
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        Arguments.Check(args);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [.. args, .. Unwatched], ContentRootPath = AppContext.BaseDirectory });
        var options = OptionsReader.Read(builder.Configuration);
        builder.Logging.AddConsoleOf(builder.Configuration);
        builder.Services.AddController(options, options.Kubernetes.OwnNamespace(Environment.GetEnvironmentVariable));
        customize?.Invoke(builder);

        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            AdmissionLimits.Apply(kestrel.Limits);
            kestrel.ListenAnyIP(options.Webhook.Port, listen => listen.WithQuota(new(WebhookConnections)).ForWebhook().UseServingCertificate());
            kestrel.ListenAnyIP(options.Metrics.Port, listen => listen.WithQuota(new(MetricsConnections)).ForMetrics());
        });
        var app = builder.Build();
        app.UseConnectionQuota();
        app.UseConnectionCloseWhenStopping();
        app.UseWebhookPort(endpoints => endpoints.MapAdmission());
        app.UseMetricsPort(endpoints =>
        {
            endpoints.MapMetrics("/metrics", app.Services.GetRequiredService<ControllerMetrics>().Registry);
            app.Services.GetRequiredService<Probes>().Map(endpoints);
            endpoints.MapStatusPage();
        });
        BuildInfo.Publish(app.Services.GetRequiredService<ControllerMetrics>());
        app.Services.GetRequiredService<CacheMetrics>().Publish();
        app.Services.GetRequiredService<LeaderMetrics>().Publish();
        return app;
    }
}
