using WebhookController.Core.Objects;
using WebhookController.StatusPage.Serving;

namespace WebhookController.StatusPage;

internal static class StatusPageRegistration
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    // Needs ClusterCache, DefaultsStore, RecentDeletions, RecentLowerings, ReplicaIdentity, Leadership, ReconcilerOptions and TimeProvider.
    public static IServiceCollection AddStatusPage(this IServiceCollection services, StatusPageOptions options, string ownNamespace) => services
        .AddSingleton(options)
        .AddSingleton(new PageNamespace(ownNamespace))
        .AddSingleton<StatusReports>()
        .AddSingleton<StatusGate>()
        .AddSingleton<Assets>()
        .AddSingleton<StatusEndpoint>();

    public static void MapStatusPage(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<StatusPageOptions>().Enabled) return;
        var endpoint = endpoints.ServiceProvider.GetRequiredService<StatusEndpoint>();
        endpoints.MapMethods("/", Reading, endpoint.ServeOverviewAsync);
        endpoints.MapMethods("/pvc/{namespace}/{name}", Reading, http => EndsWithSlash(http) ? NotFound(http) : endpoint.ServeClaimAsync(http, new ObjectKey(Value(http, "namespace"), Value(http, "name"))));
        endpoints.MapMethods("/api/v1/status", Reading, endpoint.ServeJsonAsync);
        endpoints.MapMethods("/assets/{version}/{name}", Reading, http => endpoint.ServeAssetAsync(http, Value(http, "version"), Value(http, "name")));
    }

    private static string Value(HttpContext http, string name) => http.GetRouteValue(name) as string ?? "";

    // Links are relative: they would lead elsewhere.
    private static bool EndsWithSlash(HttpContext http) => http.Request.Path.Value?.EndsWith('/') is true;

    private static Task NotFound(HttpContext http)
    {
        PageHeaders.Set(http.Response.Headers);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
