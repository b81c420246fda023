using WebhookController.Core.Cluster;
using WebhookController.Core.Parsing;

namespace WebhookController.Events;

internal static class EventRegistration
{
    private const string ControllerName = "longhorn-backup-controller";

    /// Needs ApiClient, TimeProvider and an IEventObserver.
    public static IServiceCollection AddEvents(this IServiceCollection services, string ownNamespace) => services
        .AddSingleton(new EventOptions())
        .AddSingleton(new EventReporter(ControllerName, Environment.MachineName))
        .AddSingleton<EventRecorder>()
        .AddHostedService(provider => provider.GetRequiredService<EventRecorder>())
        .AddSingleton(provider => new Chronicle(
            provider.GetRequiredService<EventRecorder>(), new ObjectKey(ownNamespace, DefaultsParser.ConfigMapName)));
}
