using WebhookController.Cache;
using WebhookController.Certificates;

namespace WebhookController.Hosting;

// kubelet restarts the container if /healthz fails, and sends no admission reviews while /readyz fails.
internal sealed class Probes(
    ClusterCache cache, InformerService reflection, ServingCertificate certificate, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    // Reflectors cancel a silent watch well before this. If that does not help, a restart is the best remedy.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", () => Answer(LivenessFailures()));
        endpoints.MapGet("/readyz", () => Answer(ReadinessFailures()));
    }

    private IEnumerable<string> LivenessFailures() => reflection.Kinds
        .Where(kind => kind.Health.Idle > LongestSilence)
        .Select(kind => $"the reflector of {kind.Kind} has been idle for {kind.Health.Idle.TotalMinutes:0} minutes");

    // Longhorn is not one of them: without it only the reconciler waits, and admission still works.
    private IEnumerable<string> ReadinessFailures()
    {
        var state = cache.State;
        if (lifetime.ApplicationStopping.IsCancellationRequested) yield return "the program is stopping";
        if (certificate.ProblemAt(clock.GetUtcNow()) is { } problem) yield return problem;
        if (!state.Claims.Synced) yield return NotRead("PersistentVolumeClaims", state.Claims.Problem);
        if (!state.PersistentVolumes.Synced) yield return NotRead("PersistentVolumes", state.PersistentVolumes.Problem);
        if (!state.StorageClasses.Synced) yield return NotRead("StorageClasses", state.StorageClasses.Problem);
    }

    private static string NotRead(string kind, string? problem) => problem is null ? $"{kind} have not been read" : $"{kind} can't be read: {problem}";

    private static IResult Answer(IEnumerable<string> problems)
    {
        var text = string.Join('\n', problems);
        return text.Length == 0 ? Results.Text("ok\n") : Results.Text(text + '\n', statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
