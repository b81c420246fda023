using Microsoft.AspNetCore.Server.Kestrel.Core;
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
            .AddSingleton(provider => new DefaultsValidation(provider.GetRequiredService<ClusterCache>(), ownNamespace))
            .AddSingleton<AdmissionReviewer>()
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

internal static class AdmissionLimits
{
    // The API server limits an object to 3 MiB (apiserver, server/config.go). An UPDATE carries two, and JSON makes both larger.
    public const long MaxBody = 16 * 1024 * 1024;

    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = MaxBody;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 64 * 1024, gracePeriod: TimeSpan.FromSeconds(5));
        // Go's client closes an idle connection after 90 s. If we closed first, a request could arrive on a closing connection.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
    }
}
