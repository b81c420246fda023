using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Kubernetes;
using WebhookController.Kubernetes.Objects;

namespace WebhookController.Longhorn;

// Since when a Volume carries its job labels, by metadata.managedFields: an entry names a manager, the fields that it has set, and when it last set any of
// them. What isn't as the API server writes it tells nothing; that is no reason not to know the Volume.
internal static class JobLabelReader
{
    private static readonly byte[] JobLabel = Encoding.UTF8.GetBytes($"f:{LonghornLabels.JobPrefix}");

    public static JobLabelTimes Times(JsonElement? managedFields)
    {
        JobLabelTimes times = default;
        if (managedFields is not { ValueKind: JsonValueKind.Array } entries) return times;
        foreach (var entry in entries.EnumerateArray())
        {
            if (LabelsOf(entry) is not { } labels) continue;
            foreach (var label in labels.EnumerateObject())
            {
                var field = JsonMarshal.GetRawUtf8PropertyName(label);
                if (field.StartsWith(JobLabel) && TimeOf(entry) is { } time) times = times.With(SharedStrings.Instance.Get(field["f:"u8.Length..]), time);
            }
        }
        return times;
    }

    // The time of an entry with other fields than metadata may be that of any of these: Longhorn sets spec.nodeID each time it attaches a volume. We
    // set labels and nothing else, but what Longhorn's webhook changes along with them counts as ours.
    private static JsonElement? LabelsOf(JsonElement entry)
    {
        if (Find(entry, "fieldsV1"u8) is not { } fields || Find(fields, "f:metadata"u8) is not { } metadata) return null;
        return IsOurs(entry) || fields.GetPropertyCount() == 1 ? Find(metadata, "f:labels"u8) : null;
    }

    private static bool IsOurs(JsonElement entry) => Find(entry, "manager"u8, JsonValueKind.String) is { } manager && manager.ValueEquals(FieldManager.Name);

    private static DateTimeOffset? TimeOf(JsonElement entry) =>
        Find(entry, "time"u8, JsonValueKind.String) is { } text && text.TryGetDateTimeOffset(out var time) ? time : null;

    private static JsonElement? Find(JsonElement json, ReadOnlySpan<byte> name, JsonValueKind kind = JsonValueKind.Object) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
