using WebhookController.Hosting.Certificates;
using WebhookController.Kubernetes.Cache;

namespace WebhookController.Hosting;

/// What kubelet asks: /healthz (restart me?) and /readyz (send me admission reviews?).
internal sealed class Probes(ClusterCache cache, InformerService reflection, ServingCertificate certificate, IHostApplicationLifetime lifetime)
{
    // Reflectors cut a silent watch themselves, well before this; a process that doesn't get over it is better started afresh.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", () => Answer(Ailments()));
        endpoints.MapGet("/readyz", () => Answer(Obstacles()));
    }

    private IEnumerable<string> Ailments() => reflection.Kinds
        .Where(kind => kind.Health.Idle > LongestSilence)
        .Select(kind => $"nothing was heard or asked of {kind.Kind} for {kind.Health.Idle.TotalMinutes:0} minutes");

    // Longhorn isn't among them: without it admission goes on, and only the reconciler waits.
    private IEnumerable<string> Obstacles()
    {
        var state = cache.State;
        if (lifetime.ApplicationStopping.IsCancellationRequested) yield return "the program is stopping";
        if (!certificate.IsLoaded) yield return certificate.Trouble ?? "no certificate";
        if (!state.Claims.Synced) yield return "PersistentVolumeClaims have not been read";
        if (!state.PersistentVolumes.Synced) yield return "PersistentVolumes have not been read";
        if (!state.StorageClasses.Synced) yield return "StorageClasses have not been read";
    }

    private static IResult Answer(IEnumerable<string> problems)
    {
        var text = string.Join('\n', problems);
        return text.Length == 0 ? Results.Text("ok\n") : Results.Text(text + '\n', statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
