using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WebhookController.Admission;

/// What a caller may cost us.
internal static class AdmissionLimits
{
    // The API server caps an object at 3 MiB (apiserver, server/config.go) and an UPDATE carries two, both grown by JSON.
    public const long MaxBody = 16 * 1024 * 1024;

    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = MaxBody;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 64 * 1024, gracePeriod: TimeSpan.FromSeconds(5));
        // Go's client lets go of an idle connection after 90 s: it should be the one to end it, or a request may meet a closing one.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
    }
}
