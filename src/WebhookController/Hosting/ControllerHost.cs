using Prometheus;
using WebhookController.Admission;
using WebhookController.Hosting.Certificates;
using WebhookController.Observability;

namespace WebhookController.Hosting;

/// Puts the program together: options → services → two ports.
internal static class ControllerHost
{
    // Options are read once; and to watch their file takes an inotify instance, of which a node may have none left for our user.
    private static readonly string[] Unwatched = ["--hostBuilder:reloadConfigOnChange", "false"];

    /// <param name="args">Options as <c>--Section:Name value</c>.</param>
    /// <param name="customize">Lets tests put other parts in.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        Arguments.Check(args);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [.. args, .. Unwatched], ContentRootPath = AppContext.BaseDirectory });
        var options = OptionsReader.Read(builder.Configuration);
        builder.Logging.AddConsoleOf(builder.Configuration);
        builder.Services.AddController(options, OwnNamespace.From(options, Environment.GetEnvironmentVariable));
        customize?.Invoke(builder);

        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            AdmissionLimits.Apply(kestrel.Limits);
            kestrel.ListenAnyIP(options.Webhook.Port, listen => listen.ForWebhook().UseServingCertificate());
            kestrel.ListenAnyIP(options.Metrics.Port, listen => listen.ForMetrics());
        });
        var app = builder.Build();
        app.UseLastAnswers();
        app.UseWebhookPort(endpoints => endpoints.MapAdmission());
        app.UseMetricsPort(endpoints =>
        {
            endpoints.MapMetrics("/metrics", app.Services.GetRequiredService<ControllerMetrics>().Registry);
            app.Services.GetRequiredService<Probes>().Map(endpoints);
        });
        BuildInfo.Publish(app.Services.GetRequiredService<ControllerMetrics>());
        app.Services.GetRequiredService<CacheMetrics>().Publish();
        app.Services.GetRequiredService<LeaderMetrics>().Publish();
        return app;
    }
}
