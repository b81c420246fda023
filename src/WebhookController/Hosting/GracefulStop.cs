using WebhookController.LeaderElection;
using WebhookController.Reconciliation;

namespace WebhookController.Hosting;

// Runs before any part stops: become unready, finish the running write, release the Lease, and keep answering admission until the last
// API server has learned that this replica is leaving.
internal sealed partial class GracefulStop(
    ReconcileLoop loop, IServiceProvider services, IHostApplicationLifetime lifetime, WebhookOptions options, TimeProvider clock,
    ILogger<GracefulStop> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        Stopping(options.ShutdownDelay);
        var delay = Task.Delay(options.ShutdownDelay, clock, cancellationToken);
        await loop.StopAsync(cancellationToken);
        if (services.GetService<Elector>() is { } elector) await elector.StopAsync(cancellationToken);
        await delay;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Stopping: no longer ready; admission is answered for another {Delay}")]
    private partial void Stopping(TimeSpan delay);
}

internal static class GracefulStopExtensions
{
    // On top of the delay: for the running write, the Lease and open requests. A Pod has 30 s by default.
    private static readonly TimeSpan RemainingWork = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddGracefulStop(this IServiceCollection services, WebhookOptions options) => services
        .AddSingleton(options)
        .AddHostedService<GracefulStop>()
        .Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownDelay + RemainingWork);

    // Callers keep their connections open; this header on their next response makes them find another replica.
    public static IApplicationBuilder UseConnectionCloseWhenStopping(this WebApplication app) => app.Use((http, next) =>
    {
        if (app.Lifetime.ApplicationStopping.IsCancellationRequested) http.Response.Headers.Connection = "close";
        return next(http);
    });
}
