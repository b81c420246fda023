using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace WebhookController.Admission;

internal static class AdmissionLimits
{
    // etcd refuses an object of more than 1.5 MiB, and the API server's own limit is 3 MiB (apiserver, server/config.go). An UPDATE carries
    // two, and JSON makes both larger.
    public const long MaxBody = 8 * 1024 * 1024;

    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = MaxBody;
        // What one connection can make us keep before anybody reads it. A small body must fit in.
        limits.MaxRequestBufferSize = 2 * AdmissionGate.SmallBody;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 64 * 1024, gracePeriod: TimeSpan.FromSeconds(5));
        // Go's client closes an idle connection after 90 s. If we closed first, a request could arrive on a closing connection.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
    }
}
