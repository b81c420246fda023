using System.Text.Json;
using WebhookController.Core.Labels;
using WebhookController.Core.Objects;
using WebhookController.Core.Planning;
using WebhookController.Kubernetes.Client;

namespace WebhookController.Reconciliation;

// The JSON of each change: only the fields we own, and what must still be true of the object.
internal static class ChangeBodies
{
    public static ReadOnlyMemory<byte> Of(CreateJob change) => JsonBody.Of(json =>
    {
        WriteHead(json, "RecurringJob", change.Target, change.Job.Labels, change.Job.Annotations);
        Write(json, change.Job.Spec, change.Target.Name);
    });

    public static ReadOnlyMemory<byte> Of(PatchJob change) => JsonBody.Of(json =>
    {
        json.WriteStartObject("metadata");
        json.WriteString("uid", change.Observed.Uid);
        json.WriteString("resourceVersion", change.Observed.ResourceVersion);
        if (change.Labels.Count > 0) Write(json, "labels", change.Labels);
        if (change.Annotations.Count > 0) Write(json, "annotations", change.Annotations);
        json.WriteEndObject();
        if (change.Spec is { } spec) Write(json, spec, change.Target.Name);
        else if (change.Retain is { } retain) WriteRetain(json, retain);
    });

    public static ReadOnlyMemory<byte> Of(CreateSnapshot change) => JsonBody.Of(json =>
    {
        WriteHead(json, "Snapshot", change.Target, change.Labels);
        json.WriteStartObject("spec");
        json.WriteString("volume", change.Volume);
        json.WriteBoolean("createSnapshot", true);
        Write(json, "labels", change.Labels);
        json.WriteEndObject();
    });

    // The label backup-volume: Longhorn 1.7 doesn't put it on by itself, and looks for it.
    public static ReadOnlyMemory<byte> Of(CreateBackup change) => JsonBody.Of(json =>
    {
        WriteHead(json, "Backup", change.Target, change.Labels.With([new("backup-volume", change.Volume)]));
        json.WriteStartObject("spec");
        json.WriteString("snapshotName", change.Target.Name);
        json.WriteString("backupMode", "full");
        Write(json, "labels", change.Labels);
        json.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Of(LabelVolume change) => Labels(change.Observed.Uid, change.Labels);

    public static ReadOnlyMemory<byte> Of(LabelClaim change) => Labels(change.Observed.Uid, change.Labels);

    // By uid alone: volumes and PVCs change all the time in ways that don't matter to a label.
    private static ReadOnlyMemory<byte> Labels(string uid, IReadOnlyList<KeyValuePair<string, string?>> labels) => JsonBody.Of(json =>
    {
        json.WriteStartObject("metadata");
        json.WriteString("uid", uid);
        Write(json, "labels", labels);
        json.WriteEndObject();
    });

    private static void WriteHead(Utf8JsonWriter json, string kind, ObjectKey key, LabelSet labels, LabelSet? annotations = null)
    {
        json.WriteString("apiVersion", "longhorn.io/v1beta2");
        json.WriteString("kind", kind);
        json.WriteStartObject("metadata");
        json.WriteString("name", key.Name);
        json.WriteString("namespace", key.Namespace);
        Write(json, "labels", labels);
        if (annotations is { Count: > 0 }) Write(json, "annotations", annotations);
        json.WriteEndObject();
    }

    private static void WriteRetain(Utf8JsonWriter json, int retain)
    {
        json.WriteStartObject("spec");
        json.WriteNumber("retain", retain);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JobSpec spec, string name)
    {
        json.WriteStartObject("spec");
        json.WriteString("name", name);
        json.WriteString("task", spec.Task);
        json.WriteString("cron", spec.Cron);
        json.WriteNumber("retain", spec.Retain);
        if (spec.RetentionPolicy is { } policy) json.WriteString("retentionPolicy", policy);
        json.WriteNumber("concurrency", spec.Concurrency);
        json.WriteStartArray("groups");
        json.WriteEndArray();
        json.WriteStartObject("parameters");
        json.WriteString("full-backup-interval", spec.FullBackupInterval);
        json.WriteEndObject();
        Write(json, "labels", spec.BackupLabels);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, LabelSet labels) =>
        Write(json, name, labels.Select(label => new KeyValuePair<string, string?>(label.Key, label.Value)));

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string?>> labels)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in labels) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
