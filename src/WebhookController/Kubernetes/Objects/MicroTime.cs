using System.Globalization;

namespace WebhookController.Kubernetes.Objects;

// Times of Leases and Events. The API server refuses one without its six digits (apimachinery, meta/v1 RFC3339Micro).
internal static class MicroTime
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
