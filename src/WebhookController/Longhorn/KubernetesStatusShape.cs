using System.Text.Json;
using WebhookController.Core.Objects;

namespace WebhookController.Longhorn;

/// The label KubernetesStatus of a backup: JSON that tells, besides much else, which PVC the volume was of when the backup was made.
internal sealed class KubernetesStatusShape
{
    public string? Namespace { get; init; }

    public string? PvcName { get; init; }

    /// Null where the text names no PVC, or is none that can be read: a backup is none the less one for that.
    public static ObjectKey? ClaimIn(string? json)
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            return JsonSerializer.Deserialize(json, LonghornJson.Default.KubernetesStatusShape) is { Namespace.Length: > 0, PvcName.Length: > 0 } status
                ? new ObjectKey(status.Namespace, status.PvcName)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
