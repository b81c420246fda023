using WebhookController.LeaderElection;
using WebhookController.Reconciliation;

namespace WebhookController.Hosting;

/// What comes before anything is taken down: unready, the write that runs is finished, the Lease given back, and admission goes on being
/// answered until the last caller has heard that we go.
internal sealed partial class GracefulStop(
    ReconcileLoop loop, IServiceProvider services, IHostApplicationLifetime lifetime, ControllerOptions options, TimeProvider clock,
    ILogger<GracefulStop> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        Stopping(options.Webhook.ShutdownDelay);
        var farewell = Task.Delay(options.Webhook.ShutdownDelay, clock, cancellationToken);
        await loop.StopAsync(cancellationToken);
        if (services.GetService<Elector>() is { } elector) await elector.StopAsync(cancellationToken);
        await farewell;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Stopping: not ready any more, and admission is answered for another {Delay}")]
    private partial void Stopping(TimeSpan delay);
}
