using Microsoft.Extensions.DependencyInjection.Extensions;
using WebhookController.Cache;

namespace WebhookController.Admission;

internal static class AdmissionRegistration
{
    // Needs ClusterCache and TimeProvider. IAdmissionObserver is optional.
    public static IServiceCollection AddAdmission(this IServiceCollection services, AdmissionOptions options, string ownNamespace)
    {
        services.TryAddSingleton<IAdmissionObserver, NoAdmissionObserver>();
        return services
            .AddSingleton(options)
            .AddSingleton<NameReservations>()
            .AddSingleton<ClaimMutation>()
            .AddSingleton<ClaimValidation>()
            .AddSingleton(provider => new DefaultsValidation(provider.GetRequiredService<ClusterCache>(), ownNamespace, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<LayerValidation>()
            .AddSingleton<AdmissionReviewer>()
            .AddSingleton<AdmissionGate>()
            .AddSingleton<AdmissionLog>()
            .AddSingleton<AdmissionEndpoint>();
    }

    public static void MapAdmission(this IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<AdmissionEndpoint>();
        Map(endpoints, "/mutate", http => endpoint.ServeAsync(http, AdmissionPath.Mutate));
        Map(endpoints, "/validate", http => endpoint.ServeAsync(http, AdmissionPath.Validate));
    }

    // Routing alone would accept /Mutate and /mutate/, too.
    private static void Map(IEndpointRouteBuilder endpoints, string path, RequestDelegate serve) => endpoints.MapPost(
        path, http => http.Request.Path.Value == path ? serve(http) : ResponseWriter.WriteAsync(http.Response, Refusal.NotFound));
}
