using System.Net;
using Prometheus;
using WebhookController.Observability;

namespace WebhookController.Hosting;

/// Puts the program together: options → services → two ports.
internal static class ControllerHost
{
    /// <param name="args">Options as <c>--Section:Name value</c>.</param>
    /// <param name="customize">Lets tests put other parts in.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = OptionsReader.Read(builder.Configuration);
        builder.Services.AddController(options, OwnNamespace.From(options, Environment.GetEnvironmentVariable));
        customize?.Invoke(builder);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.IPv6Any, options.Metrics.Port));
        var app = builder.Build();

        var metrics = app.Services.GetRequiredService<ControllerMetrics>();
        BuildInfo.Publish(metrics);
        app.MapMetrics("/metrics", metrics.Registry);
        app.Services.GetRequiredService<Probes>().Map(app);
        return app;
    }
}
