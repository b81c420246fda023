namespace WebhookController.Hosting;

internal static class GracefulStopRegistration
{
    // Beyond the delay: for the write that runs, the Lease, and the answers under way. A Pod has 30 s by default.
    private static readonly TimeSpan LastWork = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddGracefulStop(this IServiceCollection services, ControllerOptions options) => services
        .AddHostedService<GracefulStop>()
        .Configure<HostOptions>(host => host.ShutdownTimeout = options.Webhook.ShutdownDelay + LastWork);

    /// Callers keep their connections; each is told with its next answer to find another replica.
    public static IApplicationBuilder UseLastAnswers(this WebApplication app) => app.Use((http, next) =>
    {
        if (app.Lifetime.ApplicationStopping.IsCancellationRequested) http.Response.Headers.Connection = "close";
        return next(http);
    });
}
