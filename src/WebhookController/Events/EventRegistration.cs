using WebhookController.Core.Layers;
using WebhookController.Core.Objects;
using WebhookController.LeaderElection;

namespace WebhookController.Events;

internal static class EventRegistration
{
    private const string ControllerName = "longhorn-backup-controller";

    // Needs ApiClient, Leadership, ReplicaIdentity, TimeProvider and an IEventObserver.
    public static IServiceCollection AddEvents(this IServiceCollection services, string ownNamespace) => services
        .AddSingleton(new EventOptions())
        .AddSingleton(provider => new EventReporter(ControllerName, provider.GetRequiredService<ReplicaIdentity>().Name))
        .AddSingleton<EventRecorder>()
        .AddHostedService(provider => provider.GetRequiredService<EventRecorder>())
        .AddSingleton(provider => new EventPublisher(
            provider.GetRequiredService<EventRecorder>(), new ObjectKey(ownNamespace, DefaultsParser.ConfigMapName)));
}
